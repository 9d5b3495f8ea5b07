package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.quantum.Estimate;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * Errors in units of their standard error. If that is right they are standard normal, so their
 * squares sum to a chi-square; a wrong estimate shows in the one, a wrong error in the other.
 */
final class ZScores {

  /**
   * So seldom would a right program fail; the seeds are fixed, so that it does so never or always.
   */
  private static final double SIGNIFICANCE = 1e-3;

  private final List<Double> scores = new ArrayList<>();

  void add(Estimate estimate, double expected) {
    assertThat(estimate.standardError()).isPositive();
    scores.add((estimate.value() - expected) / estimate.standardError());
  }

  void assertStandardNormal() {
    double[] z = scores.stream().mapToDouble(Double::doubleValue).toArray();
    assertThat(z).hasSizeGreaterThanOrEqualTo(300);
    double squares = 0;
    for (double score : z) {
      squares += score * score;
    }
    double tail = new ChiSquaredDistribution(z.length).cumulativeProbability(squares);
    assertThat(tail)
        .as("chi-square of %s for %s scores", squares, z.length)
        .isBetween(SIGNIFICANCE / 2, 1 - SIGNIFICANCE / 2);
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(normal, z))
        .as("Kolmogorov-Smirnov")
        .isGreaterThan(SIGNIFICANCE);
  }
}
