package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.ComplexMatrix;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.util.FastMath;

/**
 * The Cartan (KAK) decomposition of a unitary on two qubits,
 *
 * <pre>
 * U = e^(i phase) (A (x) B) exp(i (alpha XX + beta YY + gamma ZZ)) (C (x) D)
 * </pre>
 *
 * <p>with A, B, C, D of determinant 1 (Kraus and Cirac, quant-ph/0011050). In the magic basis,
 * local gates are real orthogonal matrices and XX, YY, ZZ are diagonal. So {@code V = Q^dagger U Q}
 * is {@code O1 e^(i theta) O2} with O1, O2 in SO(4), and {@code V^T V = O2^T e^(2 i theta) O2}: the
 * eigenvectors of that symmetric matrix, which can be chosen real, are O2.
 *
 * <p>Its real and imaginary parts commute. They are diagonalised together by Jacobi rotations, not
 * one combination of them by an ordinary eigen-decomposition, because a combination may have equal
 * eigenvalues where the two have not, and Clifford gates are made of such cases.
 */
record CartanDecomposition(
    double phase,
    double alpha,
    double beta,
    double gamma,
    ComplexMatrix a,
    ComplexMatrix b,
    ComplexMatrix c,
    ComplexMatrix d) {

  private static final double R = Math.sqrt(0.5);

  /** Its columns: (00 + 11), i (00 - 11), i (01 + 10), (01 - 10), each over the root of 2. */
  private static final ComplexMatrix MAGIC =
      ComplexMatrix.of(
          4,
          new double[] {R, 0, 0, 0, 0, 0, 0, R, 0, 0, 0, -R, R, 0, 0, 0},
          new double[] {0, R, 0, 0, 0, 0, R, 0, 0, 0, R, 0, 0, -R, 0, 0});

  // The eigenvalues of XX, YY, ZZ in the magic basis.
  private static final int[] XX = {1, -1, 1, -1};
  private static final int[] YY = {-1, 1, 1, -1};
  private static final int[] ZZ = {1, 1, -1, -1};

  static CartanDecomposition of(ComplexMatrix u) {
    ComplexMatrix v = MAGIC.adjoint().times(u).times(MAGIC);
    ComplexMatrix gram = transpose(v).times(v);
    double[][] right = JointDiagonalization.eigenvectors(re(gram), im(gram));
    if (determinant(right) < 0) {
      negateColumn(right, 0);
    }
    ComplexMatrix o2 = transpose(real(right));
    ComplexMatrix spectrum = o2.times(gram).times(transpose(o2));
    double[] theta = new double[4];
    for (int i = 0; i < 4; i++) {
      theta[i] = FastMath.atan2(spectrum.im(i, i), spectrum.re(i, i)) / 2;
    }
    double[][] left = re(v.times(transpose(o2)).times(inversePhases(theta)));
    if (determinant(left) < 0) {
      negateColumn(left, 0);
      theta[0] += Math.PI;
    }
    ComplexMatrix[] after = factors(MAGIC.times(real(left)).times(MAGIC.adjoint()));
    ComplexMatrix[] before = factors(MAGIC.times(o2).times(MAGIC.adjoint()));
    return new CartanDecomposition(
        (theta[0] + theta[1] + theta[2] + theta[3]) / 4,
        along(XX, theta),
        along(YY, theta),
        along(ZZ, theta),
        after[0],
        after[1],
        before[0],
        before[1]);
  }

  private static double along(int[] eigenvalues, double[] theta) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += eigenvalues[i] * theta[i];
    }
    return sum / 4;
  }

  private static ComplexMatrix inversePhases(double[] theta) {
    double[] re = new double[16];
    double[] im = new double[16];
    for (int i = 0; i < 4; i++) {
      re[5 * i] = FastMath.cos(theta[i]);
      im[5 * i] = -FastMath.sin(theta[i]);
    }
    return ComplexMatrix.of(4, re, im);
  }

  /** The two factors, of determinant 1, of a product of local gates of determinant 1. */
  private static ComplexMatrix[] factors(ComplexMatrix product) {
    ComplexMatrix largest = block(product, 0, 0);
    for (int i = 1; i < 4; i++) {
      ComplexMatrix block = block(product, i / 2, i % 2);
      largest = squaredNorm(block) > squaredNorm(largest) ? block : largest;
    }
    // The block is a_ij B, and det B = 1.
    double detRe = determinantRe(largest);
    double detIm = determinantIm(largest);
    double modulus = Math.sqrt(FastMath.hypot(detRe, detIm));
    double argument = FastMath.atan2(detIm, detRe) / 2;
    ComplexMatrix b =
        largest.times(FastMath.cos(argument) / modulus, -FastMath.sin(argument) / modulus);
    double[] re = new double[4];
    double[] im = new double[4];
    for (int i = 0; i < 4; i++) {
      ComplexMatrix overlap = b.adjoint().times(block(product, i / 2, i % 2));
      re[i] = (overlap.re(0, 0) + overlap.re(1, 1)) / 2;
      im[i] = (overlap.im(0, 0) + overlap.im(1, 1)) / 2;
    }
    return new ComplexMatrix[] {ComplexMatrix.of(2, re, im), b};
  }

  private static ComplexMatrix block(ComplexMatrix m, int row, int column) {
    double[] re = new double[4];
    double[] im = new double[4];
    for (int i = 0; i < 4; i++) {
      re[i] = m.re(2 * row + i / 2, 2 * column + i % 2);
      im[i] = m.im(2 * row + i / 2, 2 * column + i % 2);
    }
    return ComplexMatrix.of(2, re, im);
  }

  private static double squaredNorm(ComplexMatrix block) {
    ComplexMatrix gram = block.adjoint().times(block);
    return gram.re(0, 0) + gram.re(1, 1);
  }

  private static double determinantRe(ComplexMatrix m) {
    return m.re(0, 0) * m.re(1, 1)
        - m.im(0, 0) * m.im(1, 1)
        - m.re(0, 1) * m.re(1, 0)
        + m.im(0, 1) * m.im(1, 0);
  }

  private static double determinantIm(ComplexMatrix m) {
    return m.re(0, 0) * m.im(1, 1)
        + m.im(0, 0) * m.re(1, 1)
        - m.re(0, 1) * m.im(1, 0)
        - m.im(0, 1) * m.re(1, 0);
  }

  private static double determinant(double[][] matrix) {
    return new LUDecomposition(new Array2DRowRealMatrix(matrix)).getDeterminant();
  }

  private static void negateColumn(double[][] matrix, int column) {
    for (double[] row : matrix) {
      row[column] = -row[column];
    }
  }

  private static ComplexMatrix transpose(ComplexMatrix m) {
    double[] re = new double[16];
    double[] im = new double[16];
    for (int i = 0; i < 16; i++) {
      re[i] = m.re(i % 4, i / 4);
      im[i] = m.im(i % 4, i / 4);
    }
    return ComplexMatrix.of(4, re, im);
  }

  private static ComplexMatrix real(double[][] rows) {
    double[] re = new double[16];
    for (int i = 0; i < 16; i++) {
      re[i] = rows[i / 4][i % 4];
    }
    return ComplexMatrix.real(4, re);
  }

  private static double[][] re(ComplexMatrix m) {
    double[][] rows = new double[4][4];
    for (int i = 0; i < 16; i++) {
      rows[i / 4][i % 4] = m.re(i / 4, i % 4);
    }
    return rows;
  }

  private static double[][] im(ComplexMatrix m) {
    return re(m.times(0, -1));
  }
}
