package dev.qudiffuse.quantum.qasm;

import org.apache.commons.math3.util.FastMath;

/**
 * Common eigenvectors of two real symmetric matrices that commute, by Jacobi rotations: each makes
 * the off-diagonal entries (p, q) of both as small as one angle can (Cardoso and Souloumiac, SIAM
 * J. Matrix Anal. Appl. 17, 161, 1996). Equal eigenvalues need no care: there is nothing to rotate.
 */
final class JointDiagonalization {

  /** Quadratic convergence takes a handful; what rounding leaves is not worth more. */
  private static final int MAX_SWEEPS = 30;

  /** Below the rounding of entries that are at most 1. */
  private static final double NEGLIGIBLE = 1e-17;

  private JointDiagonalization() {}

  /** An orthogonal matrix whose columns are the eigenvectors; overwrites both arguments. */
  static double[][] eigenvectors(double[][] a, double[][] b) {
    int size = a.length;
    double[][] vectors = new double[size][size];
    for (int i = 0; i < size; i++) {
      vectors[i][i] = 1;
    }
    boolean rotated = true;
    for (int sweep = 0; rotated && sweep < MAX_SWEEPS; sweep++) {
      rotated = false;
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          if (Math.abs(a[p][q]) + Math.abs(b[p][q]) > NEGLIGIBLE) {
            rotated = true;
            double angle = angle(a, b, p, q);
            double c = FastMath.cos(angle);
            double s = FastMath.sin(angle);
            rotateColumns(a, p, q, c, s);
            rotateRows(a, p, q, c, s);
            rotateColumns(b, p, q, c, s);
            rotateRows(b, p, q, c, s);
            rotateColumns(vectors, p, q, c, s);
          }
        }
      }
    }
    return vectors;
  }

  private static double angle(double[][] a, double[][] b, int p, int q) {
    double aDifference = a[p][p] - a[q][q];
    double bDifference = b[p][p] - b[q][q];
    double on =
        aDifference * aDifference
            + bDifference * bDifference
            - 4 * (a[p][q] * a[p][q] + b[p][q] * b[p][q]);
    double off = 4 * (aDifference * a[p][q] + bDifference * b[p][q]);
    return FastMath.atan2(off, on) / 4;
  }

  private static void rotateColumns(double[][] m, int p, int q, double c, double s) {
    for (double[] row : m) {
      double first = row[p];
      row[p] = c * first + s * row[q];
      row[q] = c * row[q] - s * first;
    }
  }

  private static void rotateRows(double[][] m, int p, int q, double c, double s) {
    for (int column = 0; column < m.length; column++) {
      double first = m[p][column];
      m[p][column] = c * first + s * m[q][column];
      m[q][column] = c * m[q][column] - s * first;
    }
  }
}
