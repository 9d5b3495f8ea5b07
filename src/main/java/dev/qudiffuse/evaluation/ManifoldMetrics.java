package dev.qudiffuse.evaluation;

import java.util.Arrays;

/**
 * How far generated features lie where real ones do, and the other way round. With B(x) the ball
 * around x that reaches to its k-th nearest neighbour within its own set, M real features r and N
 * generated g:
 *
 * <pre>
 *   precision = share of the g that lie in B(r) for some r      Kynkäänniemi et al. 2019, arXiv 1904.06991
 *   recall    = share of the r that lie in B(g) for some g
 *   density   = 1/(kN) sum over g of the number of r with g in B(r)     Naeem et al. 2020, arXiv 2002.09797
 *   coverage  = share of the r with some g in B(r)
 * </pre>
 *
 * @param precision how many generated images look real, 0 to 1; a few real outliers can inflate it
 * @param recall how much of what is real is generated, 0 to 1; a single outlier can inflate it
 * @param density like precision, but robust to real outliers; may exceed 1
 * @param coverage like recall, but robust to generated outliers, 0 to 1
 */
public record ManifoldMetrics(double precision, double recall, double density, double coverage) {

  /**
   * Compares two sets of features of the same length.
   *
   * @param k which neighbour bounds a ball, from 1; each set must have more than k members
   */
  static ManifoldMetrics of(float[][] real, float[][] generated, int k) {
    double[] realRadii = squaredRadii(real, k);
    double[] generatedRadii = squaredRadii(generated, k);
    int[] realBallsAround = new int[generated.length];
    boolean[] realIsReached = new boolean[real.length];
    boolean[] realIsCovered = new boolean[real.length];
    for (int r = 0; r < real.length; r++) {
      for (int g = 0; g < generated.length; g++) {
        double distance = squaredDistance(real[r], generated[g]);
        if (distance <= realRadii[r]) {
          realBallsAround[g]++;
          realIsCovered[r] = true;
        }
        if (distance <= generatedRadii[g]) {
          realIsReached[r] = true;
        }
      }
    }
    int precise = 0;
    long balls = 0;
    for (int around : realBallsAround) {
      precise += around > 0 ? 1 : 0;
      balls += around;
    }
    return new ManifoldMetrics(
        (double) precise / generated.length,
        share(realIsReached),
        (double) balls / ((double) k * generated.length),
        share(realIsCovered));
  }

  private static double share(boolean[] flags) {
    int set = 0;
    for (boolean flag : flags) {
      set += flag ? 1 : 0;
    }
    return (double) set / flags.length;
  }

  /** The squared distance of every point to its k-th nearest neighbour, itself not counted. */
  static double[] squaredRadii(float[][] points, int k) {
    int n = points.length;
    if (k < 1 || n <= k) {
      throw new IllegalArgumentException(
          "expected more than k images, k at least 1, got %d and k = %d".formatted(n, k));
    }
    double[][] distances = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double distance = squaredDistance(points[i], points[j]);
        distances[i][j] = distance;
        distances[j][i] = distance;
      }
    }
    double[] radii = new double[n];
    for (int i = 0; i < n; i++) {
      Arrays.sort(distances[i]);
      radii[i] = distances[i][k]; // at 0 stands the point itself
    }
    return radii;
  }

  private static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }
}
