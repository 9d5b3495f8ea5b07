package dev.qudiffuse.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.diffusion.Randomness;
import java.util.Arrays;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Fréchet distance where it has a closed form. */
class GaussianTest {

  private static Gaussian gaussian(double[] mean, double[][] covariance) {
    return new Gaussian(
        MatrixUtils.createRealVector(mean), MatrixUtils.createRealMatrix(covariance));
  }

  private static float[][] normal(int count, int dimensions, long seed) {
    float[][] rows = new float[count][dimensions];
    var random = Randomness.of(seed);
    for (float[] row : rows) {
      Randomness.fillNormal(random, row);
    }
    return rows;
  }

  @Test
  void inOneDimensionIsThatOfMeansAndStandardDeviations() {
    Gaussian a = gaussian(new double[] {1}, new double[][] {{4}});
    Gaussian b = gaussian(new double[] {-2}, new double[][] {{25}});
    assertThat(a.squaredFrechetDistance(b)).isCloseTo(3 * 3 + (5 - 2) * (5 - 2), within(1e-12));
  }

  @Test
  void addsUpOverIndependentDimensions() {
    Gaussian a = gaussian(new double[] {0, 1, 2}, diagonal(1, 4, 9));
    Gaussian b = gaussian(new double[] {3, 1, 0}, diagonal(16, 4, 0));
    assertThat(a.squaredFrechetDistance(b)).isCloseTo(9 + 4 + (3 * 3) + 0 + (3 * 3), within(1e-12));
  }

  private static double[][] diagonal(double... values) {
    return MatrixUtils.createRealDiagonalMatrix(values).getData();
  }

  /** For 2 x 2 matrices, tr M^(1/2) = sqrt(tr M + 2 sqrt(det M)). */
  @Test
  void ofCovariancesThatDoNotCommute() {
    double[][] c1 = {{2, 1}, {1, 3}};
    double[][] c2 = {{5, -2}, {-2, 1}};
    double traceOfProduct = 2 * 5 + 2 * (1 * -2) + 3 * 1;
    double determinantOfProduct = (2 * 3 - 1) * (5 * 1 - 4);
    double expected =
        2 + 3 + 5 + 1 - 2 * Math.sqrt(traceOfProduct + 2 * Math.sqrt(determinantOfProduct));
    double[] origin = {0, 0};
    assertThat(gaussian(origin, c1).squaredFrechetDistance(gaussian(origin, c2)))
        .isCloseTo(expected, within(1e-12));
    assertThat(gaussian(origin, c2).squaredFrechetDistance(gaussian(origin, c1)))
        .isCloseTo(expected, within(1e-12));
  }

  /** With fewer images than dimensions the covariance has no inverse, which must not matter. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 40, 500})
  void ofASetToItselfIsZero(int count) {
    Gaussian fit = Gaussian.of(normal(count, 40, 1));
    assertThat(fit.squaredFrechetDistance(fit)).isCloseTo(0, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 500})
  void ofAShiftedSetIsTheSquaredShift(int count) {
    float[][] set = normal(count, 16, 2);
    float[][] shifted = Arrays.stream(set).map(float[]::clone).toArray(float[][]::new);
    for (float[] row : shifted) {
      row[3] += 2;
      row[7] -= 1;
    }
    assertThat(Gaussian.of(set).squaredFrechetDistance(Gaussian.of(shifted)))
        .isCloseTo(5, within(1e-5));
  }

  /** Of A and s A, s > 0, it is (1 - s)^2 (|m|^2 + tr C). */
  @Test
  void ofAScaledSet() {
    float[][] set = normal(300, 12, 3);
    float[][] scaled = Arrays.stream(set).map(float[]::clone).toArray(float[][]::new);
    for (float[] row : scaled) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= 3;
      }
    }
    Gaussian fit = Gaussian.of(set);
    double meanNorm = fit.mean().getNorm();
    assertThat(fit.squaredFrechetDistance(Gaussian.of(scaled)))
        .isCloseTo(4 * (meanNorm * meanNorm + fit.covariance().getTrace()), within(1e-4));
  }

  @Test
  void ofTwoSamplesOfOneDistributionFallsWithTheirSize() {
    double small =
        Gaussian.of(normal(50, 10, 4)).squaredFrechetDistance(Gaussian.of(normal(50, 10, 5)));
    double large =
        Gaussian.of(normal(5000, 10, 4)).squaredFrechetDistance(Gaussian.of(normal(5000, 10, 5)));
    assertThat(large).isPositive().isLessThan(0.1 * small);
  }

  @Test
  void fitsMeanAndUnbiasedCovariance() {
    Gaussian fit = Gaussian.of(new float[][] {{1, 2}, {3, 6}, {5, 4}});
    assertThat(fit.mean().toArray()).containsExactly(3, 4);
    assertThat(fit.covariance().getData()).isDeepEqualTo(new double[][] {{4, 2}, {2, 4}});
  }

  @Test
  void wrongInputIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gaussian.of(new float[][] {{1, 2}}))
        .withMessage("expected at least 2 images to tell their spread, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gaussian(new double[] {1}, new double[][] {{1, 0}, {0, 1}}))
        .withMessage("expected a covariance of 1 x 1, got 2 x 2");
  }
}
