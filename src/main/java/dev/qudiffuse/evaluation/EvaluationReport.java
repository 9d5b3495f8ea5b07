package dev.qudiffuse.evaluation;

import java.util.List;

/**
 * What an evaluator makes of a set of generated digits.
 *
 * @param evaluator SHA-256 of the evaluator's weights; reports of different ones do not compare
 * @param testImages number of real images that stand for reality
 * @param testAccuracy share of them that the evaluator reads rightly: no other share here means
 *     more
 * @param samples number of generated images
 * @param accuracy share of them read as asked
 * @param digits the same for every digit that was asked for
 * @param confusions the most frequent confusions, worst first
 * @param generated the generated images beside the test images
 * @param real as many real training images beside the test images: what a perfect generator reaches
 */
public record EvaluationReport(
    String evaluator,
    int testImages,
    double testAccuracy,
    int samples,
    double accuracy,
    List<DigitResult> digits,
    List<Confusion> confusions,
    Comparison generated,
    Comparison real) {

  public EvaluationReport {
    digits = List.copyOf(digits);
    confusions = List.copyOf(confusions);
  }

  /**
   * One set of images beside the test images, in the evaluator's features.
   *
   * @param images size of the set
   * @param inOnePiece share of them whose ink hangs together, without broken strokes and specks
   * @param frechetDistance squared Fréchet distance to all test images; falls with the size of the
   *     set, so only sets of one size compare
   * @param manifoldImages how many of either side the neighbourhoods were computed on
   * @param manifold precision and its kin
   */
  public record Comparison(
      int images,
      double inOnePiece,
      double frechetDistance,
      int manifoldImages,
      ManifoldMetrics manifold) {}
}
