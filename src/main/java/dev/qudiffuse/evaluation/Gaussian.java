package dev.qudiffuse.evaluation;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * The normal distribution with the mean and the covariance of a set of features. Immutable as long
 * as nobody writes to its matrices.
 *
 * @param mean d numbers
 * @param covariance d x d, symmetric and positive semidefinite
 */
record Gaussian(RealVector mean, RealMatrix covariance) {

  Gaussian {
    int d = mean.getDimension();
    if (covariance.getRowDimension() != d || covariance.getColumnDimension() != d) {
      throw new IllegalArgumentException(
          "expected a covariance of %d x %d, got %d x %d"
              .formatted(d, d, covariance.getRowDimension(), covariance.getColumnDimension()));
    }
  }

  /**
   * The distribution of a sample, with the unbiased covariance (divisor n - 1).
   *
   * @param features n rows of d numbers each, n at least 2
   */
  static Gaussian of(float[][] features) {
    if (features.length < 2) {
      throw new IllegalArgumentException(
          "expected at least 2 images to tell their spread, got " + features.length);
    }
    double[][] rows = new double[features.length][features[0].length];
    double[] mean = new double[features[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        rows[i][j] = features[i][j];
        mean[j] += rows[i][j];
      }
    }
    RealVector center = new ArrayRealVector(mean, false).mapDivideToSelf(rows.length);
    return new Gaussian(
        center, new Covariance(MatrixUtils.createRealMatrix(rows)).getCovarianceMatrix());
  }

  /**
   * The squared Fréchet distance (Dowson and Landau 1982), in the features of a network the "FID"
   * of Heusel et al. 2017 (arXiv 1706.08500):
   *
   * <pre>
   *   |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2))
   * </pre>
   *
   * <p>The product C1 C2 is not symmetric, but similar to {@code C1^(1/2) C2 C1^(1/2)}, which is:
   * the trace of its root is the sum of the roots of that matrix's eigenvalues.
   */
  double squaredFrechetDistance(Gaussian other) {
    RealMatrix root = squareRoot(covariance);
    RealMatrix product = root.multiply(other.covariance).multiply(root);
    RealMatrix symmetric = product.add(product.transpose()).scalarMultiply(0.5);
    double traceOfRoot = 0;
    for (double eigenvalue : new EigenDecomposition(symmetric).getRealEigenvalues()) {
      traceOfRoot += rootOf(eigenvalue);
    }
    double shift = mean.subtract(other.mean).getNorm();
    double distance =
        shift * shift + covariance.getTrace() + other.covariance.getTrace() - 2 * traceOfRoot;
    return Math.max(0, distance); // rounding alone can make it negative
  }

  private static RealMatrix squareRoot(RealMatrix semidefinite) {
    EigenDecomposition eigen = new EigenDecomposition(semidefinite);
    double[] eigenvalues = eigen.getRealEigenvalues();
    for (int i = 0; i < eigenvalues.length; i++) {
      eigenvalues[i] = rootOf(eigenvalues[i]);
    }
    return eigen
        .getV()
        .multiply(MatrixUtils.createRealDiagonalMatrix(eigenvalues))
        .multiply(eigen.getVT());
  }

  /** Eigenvalues that should be zero come out on either side of it. */
  private static double rootOf(double eigenvalue) {
    return Math.sqrt(Math.max(0, eigenvalue));
  }
}
