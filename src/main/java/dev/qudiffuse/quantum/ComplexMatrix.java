package dev.qudiffuse.quantum;

import java.util.Arrays;

/**
 * A small dense square complex matrix: the plain form in which a gate or an observable is written
 * down, checked and compared. Simulation itself never multiplies such matrices. Immutable.
 */
public final class ComplexMatrix {

  private final int size;
  private final double[] re;
  private final double[] im;

  private ComplexMatrix(int size, double[] re, double[] im) {
    this.size = size;
    this.re = re;
    this.im = im;
  }

  /** The matrix with these row-major real and imaginary parts, which are copied. */
  public static ComplexMatrix of(int size, double[] re, double[] im) {
    if (size < 1 || re.length != size * size || im.length != size * size) {
      throw new IllegalArgumentException(
          "expected "
              + size
              + " x "
              + size
              + " real and imaginary parts, got "
              + re.length
              + " and "
              + im.length);
    }
    return new ComplexMatrix(size, re.clone(), im.clone());
  }

  /** The matrix with these row-major entries and no imaginary part. */
  public static ComplexMatrix real(int size, double... re) {
    return of(size, re, new double[re.length]);
  }

  /** The identity. */
  public static ComplexMatrix identity(int size) {
    double[] re = new double[size * size];
    for (int i = 0; i < size; i++) {
      re[i * size + i] = 1;
    }
    return new ComplexMatrix(size, re, new double[size * size]);
  }

  /** Number of rows, and of columns. */
  public int size() {
    return size;
  }

  /** Real part of the entry in this row and column. */
  public double re(int row, int column) {
    return re[row * size + column];
  }

  /** Imaginary part of the entry in this row and column. */
  public double im(int row, int column) {
    return im[row * size + column];
  }

  /** This matrix times {@code right}. */
  public ComplexMatrix times(ComplexMatrix right) {
    if (right.size != size) {
      throw new IllegalArgumentException(
          "cannot multiply a matrix of size " + size + " with one of size " + right.size);
    }
    double[] productRe = new double[size * size];
    double[] productIm = new double[size * size];
    for (int row = 0; row < size; row++) {
      for (int k = 0; k < size; k++) {
        double aRe = re(row, k);
        double aIm = im(row, k);
        for (int column = 0; column < size; column++) {
          productRe[row * size + column] += aRe * right.re(k, column) - aIm * right.im(k, column);
          productIm[row * size + column] += aRe * right.im(k, column) + aIm * right.re(k, column);
        }
      }
    }
    return new ComplexMatrix(size, productRe, productIm);
  }

  /** This matrix times the complex number {@code re + i im}. */
  public ComplexMatrix times(double factorRe, double factorIm) {
    double[] productRe = new double[size * size];
    double[] productIm = new double[size * size];
    for (int i = 0; i < size * size; i++) {
      productRe[i] = re[i] * factorRe - im[i] * factorIm;
      productIm[i] = re[i] * factorIm + im[i] * factorRe;
    }
    return new ComplexMatrix(size, productRe, productIm);
  }

  /** The sum of this matrix and {@code other}. */
  public ComplexMatrix plus(ComplexMatrix other) {
    if (other.size != size) {
      throw new IllegalArgumentException(
          "cannot add a matrix of size " + other.size + " to one of size " + size);
    }
    double[] sumRe = new double[size * size];
    double[] sumIm = new double[size * size];
    for (int i = 0; i < size * size; i++) {
      sumRe[i] = re[i] + other.re[i];
      sumIm[i] = im[i] + other.im[i];
    }
    return new ComplexMatrix(size, sumRe, sumIm);
  }

  /** The conjugate transpose. */
  public ComplexMatrix adjoint() {
    double[] adjointRe = new double[size * size];
    double[] adjointIm = new double[size * size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        adjointRe[column * size + row] = re(row, column);
        adjointIm[column * size + row] = -im(row, column);
      }
    }
    return new ComplexMatrix(size, adjointRe, adjointIm);
  }

  /** The Hermitian part {@code (M + M^dagger) / 2}. */
  public ComplexMatrix hermitianPart() {
    return plus(adjoint()).times(0.5, 0);
  }

  /** The Kronecker product; the qubits of this matrix are the more significant ones. */
  public ComplexMatrix kronecker(ComplexMatrix right) {
    int productSize = Math.multiplyExact(size, right.size);
    double[] productRe = new double[Math.multiplyExact(productSize, productSize)];
    double[] productIm = new double[productSize * productSize];
    for (int row = 0; row < productSize; row++) {
      for (int column = 0; column < productSize; column++) {
        double aRe = re(row / right.size, column / right.size);
        double aIm = im(row / right.size, column / right.size);
        double bRe = right.re(row % right.size, column % right.size);
        double bIm = right.im(row % right.size, column % right.size);
        productRe[row * productSize + column] = aRe * bRe - aIm * bIm;
        productIm[row * productSize + column] = aRe * bIm + aIm * bRe;
      }
    }
    return new ComplexMatrix(productSize, productRe, productIm);
  }

  /** The largest modulus of an entry of this matrix minus {@code other}. */
  public double maxDistance(ComplexMatrix other) {
    ComplexMatrix difference = plus(other.times(-1, 0));
    double largest = 0;
    for (int i = 0; i < size * size; i++) {
      double squared = difference.re[i] * difference.re[i] + difference.im[i] * difference.im[i];
      // Unlike a comparison, max does not pass over NaN.
      largest = Math.max(largest, squared);
    }
    return Math.sqrt(largest);
  }

  /** Whether {@code U^dagger U} is the identity within {@code tolerance}, entry by entry. */
  public boolean isUnitary(double tolerance) {
    return adjoint().times(this).maxDistance(identity(size)) <= tolerance;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ComplexMatrix matrix
        && matrix.size == size
        && Arrays.equals(matrix.re, re)
        && Arrays.equals(matrix.im, im);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(re) + Arrays.hashCode(im);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        text.append(column == 0 ? "" : " ").append(re(row, column));
        text.append(im(row, column) < 0 ? "" : "+").append(im(row, column)).append('i');
      }
      text.append('\n');
    }
    return text.toString();
  }
}
