package dev.qudiffuse.quantum.drawing;

import dev.qudiffuse.quantum.Angle;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Angles as people write them: {@code π/2}, {@code 0.79}, {@code θ3}, {@code −2θ3+π/2}.
 *
 * <p>A number is written as a fraction of pi where it is one to within a few roundings, else as a
 * decimal: two places for drawings, where {@code 0.5} is exact and {@code 0.50} is rounded, or all
 * of them.
 */
final class AngleLabel {

  /** How many units in the last place a computed multiple of pi may be off. */
  private static final int ROUNDINGS = 4;

  private static final int MAX_NUMERATOR = 99;

  /** All small ones, so that a fraction is found in lowest terms, and those of the QFT. */
  private static final int[] DENOMINATORS =
      IntStream.concat(IntStream.rangeClosed(1, 16), IntStream.rangeClosed(5, 16).map(k -> 1 << k))
          .toArray();

  /** Below this, two places would show a number as zero. */
  private static final double SMALLEST_DECIMAL = 0.005;

  private static final double LARGEST_DECIMAL = 10_000;

  private AngleLabel() {}

  /** As short as is useful: for drawings. */
  static String brief(Angle angle) {
    return of(angle, false);
  }

  /** With every digit: for descriptions. */
  static String exact(Angle angle) {
    return of(angle, true);
  }

  private static String of(Angle angle, boolean exact) {
    return switch (angle) {
      case Angle.Fixed fixed -> number(fixed.radians(), exact);
      case Angle.Parameter p ->
          coefficient(p.scale(), exact) + "θ" + p.index() + summand(p.offset(), exact);
    };
  }

  private static String coefficient(double scale, boolean exact) {
    if (scale == 1) {
      return "";
    }
    if (scale == -1) {
      return "−";
    }
    // "π/2θ3" could be read in two ways, "2πθ3" cannot.
    return fractionOfPi(scale)
        .filter(text -> text.endsWith("π"))
        .orElseGet(() -> decimal(scale, exact));
  }

  private static String summand(double offset, boolean exact) {
    if (offset == 0) {
      return "";
    }
    return offset < 0 ? "−" + number(-offset, exact) : "+" + number(offset, exact);
  }

  private static String number(double value, boolean exact) {
    return fractionOfPi(value).orElseGet(() -> decimal(value, exact));
  }

  private static Optional<String> fractionOfPi(double value) {
    for (int denominator : DENOMINATORS) {
      double numerator = Math.rint(value * denominator / Math.PI);
      double error = Math.abs(value - numerator * Math.PI / denominator);
      if (numerator != 0
          && Math.abs(numerator) <= MAX_NUMERATOR
          && error <= ROUNDINGS * Math.ulp(value)) {
        String factor = Math.abs(numerator) == 1 ? "" : Integer.toString((int) Math.abs(numerator));
        String divisor = denominator == 1 ? "" : "/" + denominator;
        return Optional.of((numerator < 0 ? "−" : "") + factor + "π" + divisor);
      }
    }
    return Optional.empty();
  }

  private static String decimal(double value, boolean exact) {
    if (value == 0) {
      return "0";
    }
    return (exact || !Double.isFinite(value) ? Double.toString(value) : rounded(value))
        .replace('-', '−');
  }

  private static String rounded(double value) {
    double size = Math.abs(value);
    if (size < SMALLEST_DECIMAL || size >= LARGEST_DECIMAL) {
      return String.format(Locale.ROOT, "%.1e", value)
          .replace("e+", "e")
          .replaceAll("e(-?)0", "e$1");
    }
    String places = String.format(Locale.ROOT, "%.2f", value);
    return Double.parseDouble(places) == value ? places.replaceAll("\\.?0+$", "") : places;
  }
}
