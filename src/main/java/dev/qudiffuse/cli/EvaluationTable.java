package dev.qudiffuse.cli;

import dev.qudiffuse.evaluation.Confusion;
import dev.qudiffuse.evaluation.DigitResult;
import dev.qudiffuse.evaluation.EvaluationReport;
import dev.qudiffuse.evaluation.ManifoldMetrics;
import java.util.Formatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** An evaluation's report for people. */
final class EvaluationTable {

  private static final int EVALUATOR_DIGITS = 12;

  private EvaluationTable() {}

  static String of(EvaluationReport report) {
    try (var text = new Formatter(Locale.ROOT)) {
      text.format(
          "evaluator      %s, reads %.2f%% of %,d real test digits%n",
          report.evaluator().substring(0, EVALUATOR_DIGITS),
          100 * report.testAccuracy(),
          report.testImages());
      text.format(
          "read as asked  %.2f%% of %,d samples%n%n", 100 * report.accuracy(), report.samples());
      text.format("  digit   asked   read as asked%n");
      for (DigitResult digit : report.digits()) {
        text.format(
            "  %5d  %,6d   %12.2f%%%n", digit.digit(), digit.asked(), 100 * digit.accuracy());
      }
      text.format(
          "%nworst confusions: %s%n%n",
          report.confusions().isEmpty()
              ? "none"
              : report.confusions().stream()
                  .map(EvaluationTable::describe)
                  .collect(Collectors.joining(", ")));
      text.format(
          "beside the test digits    FID  precision  recall  density  coverage  one piece%n");
      row(text, "samples", report.generated());
      row(text, "real (train)", report.real());
      text.format(
          "FID: %,d and %,d images; the rest: up to %,d of each",
          report.generated().images(), report.testImages(), report.generated().manifoldImages());
      return text.toString();
    }
  }

  private static String describe(Confusion confusion) {
    return "%d read as %d (%d)".formatted(confusion.asked(), confusion.read(), confusion.count());
  }

  private static void row(Formatter text, String name, EvaluationReport.Comparison set) {
    ManifoldMetrics manifold = set.manifold();
    text.format(
        "  %-18s %8.2f  %9.3f  %6.3f  %7.3f  %8.3f  %8.1f%%%n",
        name,
        set.frechetDistance(),
        manifold.precision(),
        manifold.recall(),
        manifold.density(),
        manifold.coverage(),
        100 * set.inOnePiece());
  }
}
