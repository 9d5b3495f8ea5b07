package dev.qudiffuse.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.diffusion.Randomness;
import org.junit.jupiter.api.Test;

/** Precision and its kin on sets small or plain enough to know the answer. */
class ManifoldMetricsTest {

  private static float[][] line(float... coordinates) {
    float[][] points = new float[coordinates.length][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new float[] {coordinates[i], 0};
    }
    return points;
  }

  private static float[][] cloud(int count, float center, long seed) {
    float[][] points = new float[count][4];
    var random = Randomness.of(seed);
    for (float[] point : points) {
      Randomness.fillNormal(random, point);
      point[0] += center;
    }
    return points;
  }

  @Test
  void radiiReachToTheKthNeighbour() {
    float[][] points = line(0, 1, 3, 7);
    assertThat(ManifoldMetrics.squaredRadii(points, 1)).containsExactly(1, 1, 4, 16);
    assertThat(ManifoldMetrics.squaredRadii(points, 2)).containsExactly(9, 4, 9, 36);
    assertThat(ManifoldMetrics.squaredRadii(points, 3)).containsExactly(49, 36, 16, 49);
  }

  /**
   * Real balls with k = 1: [-1, 1], [0, 2], [6, 14] around 10 and [10, 18] around 14. Generated:
   * [-1.5, 2.5] around 0.5, [0.5, 4.5] around 2.5 and [2.5, 37.5] around 20.
   */
  @Test
  void ofAFewPointsOnALine() {
    float[][] real = line(0, 1, 10, 14);
    float[][] generated = line(0.5f, 2.5f, 20);
    ManifoldMetrics metrics = ManifoldMetrics.of(real, generated, 1);
    assertThat(metrics.precision()).as("0.5 only").isEqualTo(1 / 3.0);
    assertThat(metrics.density()).as("0.5 lies in two balls").isEqualTo(2 / 3.0);
    assertThat(metrics.coverage()).as("the balls around 0 and 1").isEqualTo(2 / 4.0);
    assertThat(metrics.recall()).as("all of 0, 1, 10, 14").isEqualTo(1);
  }

  @Test
  void ofASetAndItselfAllIsWell() {
    float[][] set = cloud(60, 0, 1);
    ManifoldMetrics metrics = ManifoldMetrics.of(set, set, 5);
    assertThat(metrics.precision()).isEqualTo(1);
    assertThat(metrics.recall()).isEqualTo(1);
    assertThat(metrics.coverage()).isEqualTo(1);
    assertThat(metrics.density()).as("each ball holds its center and 5 more").isEqualTo(6 / 5.0);
  }

  @Test
  void ofSetsFarApartNothingIs() {
    assertThat(ManifoldMetrics.of(cloud(40, 0, 1), cloud(50, 1000, 2), 5))
        .isEqualTo(new ManifoldMetrics(0, 0, 0, 0));
  }

  @Test
  void ofTwoSamplesOfOneDistributionAllIsNearOne() {
    ManifoldMetrics metrics = ManifoldMetrics.of(cloud(400, 0, 1), cloud(400, 0, 2), 5);
    assertThat(metrics.precision()).isGreaterThan(0.9);
    assertThat(metrics.recall()).isGreaterThan(0.9);
    assertThat(metrics.coverage()).isGreaterThan(0.9);
    assertThat(metrics.density()).isCloseTo(1, within(0.1));
  }

  /**
   * A generator that knows only one of two kinds: all it draws is right, half of what there is it
   * never draws.
   */
  @Test
  void aMissingKindCostsRecallAndCoverage() {
    float[][] real = new float[200][];
    System.arraycopy(cloud(100, 0, 1), 0, real, 0, 100);
    System.arraycopy(cloud(100, 1000, 2), 0, real, 100, 100);
    ManifoldMetrics metrics = ManifoldMetrics.of(real, cloud(200, 0, 3), 5);
    assertThat(metrics.precision()).isGreaterThan(0.8);
    assertThat(metrics.recall()).isBetween(0.4, 0.5);
    assertThat(metrics.coverage()).isBetween(0.4, 0.5);
  }

  @Test
  void strayImagesCostPrecisionAndDensity() {
    float[][] generated = new float[200][];
    System.arraycopy(cloud(100, 0, 1), 0, generated, 0, 100);
    System.arraycopy(cloud(100, 1000, 2), 0, generated, 100, 100);
    ManifoldMetrics metrics = ManifoldMetrics.of(cloud(200, 0, 3), generated, 5);
    assertThat(metrics.precision()).isBetween(0.4, 0.5);
    assertThat(metrics.density()).isBetween(0.4, 0.6);
    assertThat(metrics.recall()).isGreaterThan(0.8);
  }

  @Test
  void tooFewImagesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ManifoldMetrics.of(line(0, 1, 2), line(0, 1), 2))
        .withMessage("expected more than k images, k at least 1, got 2 and k = 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ManifoldMetrics.squaredRadii(line(0, 1, 2), 0));
  }
}
