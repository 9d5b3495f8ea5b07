package dev.qudiffuse.quantum;

/**
 * A d x d Hermitian matrix H as d x d real parameters A, row-major:
 *
 * <pre>
 * H_ii = A_ii        H_ij = (A_ij + i A_ji) / sqrt 2  for i < j
 * </pre>
 *
 * <p>The factor makes the map an isometry: {@code tr(H H') = sum A A'}. So a step, a decay or a
 * bound on A means the same for every entry of H, and independent normal parameters of equal
 * variance are a sample of the Gaussian unitary ensemble.
 */
public final class HermitianForm {

  static final double SQRT_HALF = Math.sqrt(0.5);
  static final double SQRT_TWO = Math.sqrt(2);

  private HermitianForm() {}

  /** The matrix of the {@code size * size} parameters that begin at {@code offset}. */
  public static ComplexMatrix matrix(int size, double[] parameters, int offset) {
    requireRoom(size, parameters, offset);
    double[] re = new double[size * size];
    double[] im = new double[size * size];
    fill(size, parameters, offset, re, im);
    return ComplexMatrix.of(size, re, im);
  }

  private static void requireRoom(int size, double[] parameters, int offset) {
    if (size < 1 || offset < 0 || parameters.length - offset < (long) size * size) {
      throw new IllegalArgumentException(
          "expected the parameters of a matrix of size %d from offset %d, got an array of %d"
              .formatted(size, offset, parameters.length));
    }
  }

  /** Writes the parameters of {@code (M + M^dagger) / 2}, beginning at {@code offset}. */
  public static void parameters(ComplexMatrix m, double[] parameters, int offset) {
    int size = m.size();
    requireRoom(size, parameters, offset);
    ComplexMatrix hermitian = m.hermitianPart();
    for (int i = 0; i < size; i++) {
      parameters[offset + i * size + i] = hermitian.re(i, i);
      for (int j = i + 1; j < size; j++) {
        parameters[offset + i * size + j] = SQRT_TWO * hermitian.re(i, j);
        parameters[offset + j * size + i] = SQRT_TWO * hermitian.im(i, j);
      }
    }
  }

  /** Writes the full matrix of the parameters, row-major. */
  static void fill(int size, double[] parameters, int offset, double[] re, double[] im) {
    for (int i = 0; i < size; i++) {
      re[i * size + i] = parameters[offset + i * size + i];
      im[i * size + i] = 0;
      for (int j = i + 1; j < size; j++) {
        double real = SQRT_HALF * parameters[offset + i * size + j];
        double imaginary = SQRT_HALF * parameters[offset + j * size + i];
        re[i * size + j] = real;
        re[j * size + i] = real;
        im[i * size + j] = imaginary;
        im[j * size + i] = -imaginary;
      }
    }
  }
}
