package dev.qudiffuse.quantum;

import dev.qudiffuse.simd.VectorSupport;

/**
 * The loops in which kernels spend their time: one gate on all amplitudes, in place.
 *
 * <p>There is a plain version and one on vectors. Both compute every amplitude by the same fused
 * multiply-adds in the same order, so they agree to the bit. Strides are those of {@link Bits}.
 */
sealed interface AmplitudeLoops permits ScalarLoops, VectorLoops {

  /** The loops for this process. */
  static AmplitudeLoops get() {
    return Choice.LOOPS;
  }

  /** Chosen when first needed: the vector version cannot be loaded without its module. */
  final class Choice {
    private static final AmplitudeLoops LOOPS =
        VectorSupport.get() == VectorSupport.AVAILABLE ? new VectorLoops() : new ScalarLoops();

    private Choice() {}
  }

  /**
   * The matrix (a, b; c, d), entries as real and imaginary part, on every pair of amplitudes whose
   * controls are 1.
   *
   * @param control strides of the controls, added up; 0 for none
   */
  void matrix(
      double[] re,
      double[] im,
      int stride,
      int control,
      double aRe,
      double aIm,
      double bRe,
      double bIm,
      double cRe,
      double cIm,
      double dRe,
      double dIm);

  /** The matrix (c, -is; -is, c). */
  void rotateX(double[] re, double[] im, int stride, double c, double s);

  /** The sum and the difference of each pair, times {@link #HADAMARD_SCALE}. */
  void hadamard(double[] re, double[] im, int stride);

  /** What a Hadamard multiplies by. */
  double HADAMARD_SCALE = Math.sqrt(0.5);

  /** (p, q; q, p) on |00>, |11> and (u, v; v, u) on |01>, |10>, {@code low < high}. */
  void block(
      double[] re,
      double[] im,
      int low,
      int high,
      double pRe,
      double pIm,
      double qRe,
      double qIm,
      double uRe,
      double uIm,
      double vRe,
      double vIm);

  /** {@code c - i s P} with a Pauli string on the whole register, P other than the identity. */
  void pauliRotation(double[] re, double[] im, PauliString string, double c, double s);
}
