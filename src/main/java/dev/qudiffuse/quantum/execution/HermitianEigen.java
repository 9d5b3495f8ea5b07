package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.ComplexMatrix;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The eigenvalues and eigenvectors of a Hermitian matrix {@code H = A + iB}, {@code H = V
 * diag(values) V^dagger}.
 *
 * <p>They come from the real symmetric matrix of twice the size
 *
 * <pre>
 * A  -B
 * B   A
 * </pre>
 *
 * whose eigenvectors (u, v) are those of H, {@code z = u + iv}, but each twice: z and iz are
 * orthogonal there and the same here. Of the 2d vectors, Gram-Schmidt keeps d. The outer products
 * of all z sum to 2 times the identity, so as long as j < d are kept, the squared lengths of what
 * is left of the others sum to 2 (d - j), at least 2: not all of them can be below the threshold
 * 1/(2d), whatever the degeneracies.
 *
 * @param values ascending; of a matrix that is diagonal already, in the order of its diagonal
 * @param vectors V, in columns
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record HermitianEigen(double[] values, ComplexMatrix vectors) {

  static HermitianEigen of(ComplexMatrix matrix) {
    return isDiagonal(matrix) ? ofDiagonal(matrix) : new Selection(matrix).select();
  }

  private static boolean isDiagonal(ComplexMatrix matrix) {
    for (int row = 0; row < matrix.size(); row++) {
      for (int column = 0; column < matrix.size(); column++) {
        if (row != column && (matrix.re(row, column) != 0 || matrix.im(row, column) != 0)) {
          return false;
        }
      }
    }
    return true;
  }

  private static HermitianEigen ofDiagonal(ComplexMatrix matrix) {
    double[] values = new double[matrix.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.re(i, i);
    }
    return new HermitianEigen(values, ComplexMatrix.identity(values.length));
  }

  /** The walk through the real matrix's eigenvectors. */
  private static final class Selection {
    private final int d;
    private final EigenDecomposition real;
    private final double[] values;
    private final double[] re;
    private final double[] im;
    private int kept;

    Selection(ComplexMatrix matrix) {
      this.d = matrix.size();
      this.real = new EigenDecomposition(realForm(matrix.hermitianPart()));
      this.values = new double[d];
      this.re = new double[d * d];
      this.im = new double[d * d];
    }

    private RealMatrix realForm(ComplexMatrix hermitian) {
      RealMatrix form = new Array2DRowRealMatrix(2 * d, 2 * d);
      for (int row = 0; row < d; row++) {
        for (int column = 0; column < d; column++) {
          form.setEntry(row, column, hermitian.re(row, column));
          form.setEntry(row, d + column, -hermitian.im(row, column));
          form.setEntry(d + row, column, hermitian.im(row, column));
          form.setEntry(d + row, d + column, hermitian.re(row, column));
        }
      }
      return form;
    }

    HermitianEigen select() {
      // commons-math3 sorts symmetric eigenvalues in descending order.
      for (int k = 2 * d - 1; k >= 0 && kept < d; k--) {
        consider(real.getEigenvector(k).toArray(), real.getRealEigenvalue(k));
      }
      return new HermitianEigen(values, ComplexMatrix.of(d, re, im));
    }

    private void consider(double[] vector, double value) {
      double[] zRe = Arrays.copyOfRange(vector, 0, d);
      double[] zIm = Arrays.copyOfRange(vector, d, 2 * d);
      // Twice, because what is left may be short, and rounding weighs the more.
      removeKept(zRe, zIm);
      removeKept(zRe, zIm);
      double squared = 0;
      for (int i = 0; i < d; i++) {
        squared += zRe[i] * zRe[i] + zIm[i] * zIm[i];
      }
      if (squared > 1.0 / (2 * d)) {
        double length = Math.sqrt(squared);
        for (int i = 0; i < d; i++) {
          re[i * d + kept] = zRe[i] / length;
          im[i * d + kept] = zIm[i] / length;
        }
        values[kept] = value;
        kept++;
      }
    }

    private void removeKept(double[] zRe, double[] zIm) {
      for (int k = 0; k < kept; k++) {
        double productRe = 0;
        double productIm = 0;
        for (int i = 0; i < d; i++) {
          int entry = i * d + k;
          productRe += re[entry] * zRe[i] + im[entry] * zIm[i];
          productIm += re[entry] * zIm[i] - im[entry] * zRe[i];
        }
        for (int i = 0; i < d; i++) {
          int entry = i * d + k;
          zRe[i] -= productRe * re[entry] - productIm * im[entry];
          zIm[i] -= productRe * im[entry] + productIm * re[entry];
        }
      }
    }
  }
}
