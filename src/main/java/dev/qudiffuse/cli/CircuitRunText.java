package dev.qudiffuse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@link CircuitRunReport} for people to read. */
final class CircuitRunText {

  /** Smaller ones, which rounding leaves, are not listed. */
  private static final double SMALLEST_PROBABILITY = 1e-12;

  private CircuitRunText() {}

  static String of(CircuitRunReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("qubits  " + report.qubits());
    if (report.trajectories() != null) {
      lines.add("trajectories  " + report.trajectories());
    }
    List<Double> probabilities = report.probabilities();
    if (probabilities != null) {
      lines.add("");
      lines.add(report.state() == null ? "basis  probability" : "basis  probability  amplitude");
      for (int i = 0; i < probabilities.size(); i++) {
        if (probabilities.get(i) >= SMALLEST_PROBABILITY) {
          lines.add(row(report, i, probabilities.get(i)));
        }
      }
    }
    if (report.counts() != null) {
      lines.add("");
      lines.add("read  times");
      report.counts().forEach((bits, count) -> lines.add(bits + "  " + count));
    }
    if (report.expectations() != null) {
      lines.add("");
      lines.add("observable  expectation value");
      report
          .expectations()
          .forEach((name, value) -> lines.add(name + "  " + expectation(report, name, value)));
    }
    return String.join("\n", lines);
  }

  private static String expectation(CircuitRunReport report, String name, double value) {
    Double error = report.standardErrors() == null ? null : report.standardErrors().get(name);
    return number("%.10f", value) + (error == null ? "" : number(" +- %.10f", error));
  }

  private static String row(CircuitRunReport report, int index, double probability) {
    String row =
        Integer.toBinaryString(1 << report.qubits() | index).substring(1)
            + "  "
            + number("%.10f", probability);
    if (report.state() == null) {
      return row;
    }
    CircuitRunReport.Amplitude amplitude = report.state().get(index);
    return row
        + "  "
        + number("%.10f", amplitude.re())
        + (amplitude.im() < 0 ? " - " : " + ")
        + number("%.10f", Math.abs(amplitude.im()))
        + " i";
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
