package dev.qudiffuse.quantum;

/**
 * A fixed 2 x 2 matrix on a target qubit, wherever all control qubits are 1.
 *
 * @param stride of the target
 * @param control strides of the controls, added up; 0 for none
 */
record MatrixKernel(ComplexMatrix matrix, int stride, int control) implements Kernel {

  @Override
  public void apply(double[] angles, double[] re, double[] im) {
    apply(
        re,
        im,
        stride,
        control,
        matrix.re(0, 0),
        matrix.im(0, 0),
        matrix.re(0, 1),
        matrix.im(0, 1),
        matrix.re(1, 0),
        matrix.im(1, 0),
        matrix.re(1, 1),
        matrix.im(1, 1));
  }

  @Override
  public void applyInverse(double[] angles, double[] re, double[] im) {
    apply(
        re,
        im,
        stride,
        control,
        matrix.re(0, 0),
        -matrix.im(0, 0),
        matrix.re(1, 0),
        -matrix.im(1, 0),
        matrix.re(0, 1),
        -matrix.im(0, 1),
        matrix.re(1, 1),
        -matrix.im(1, 1));
  }

  /**
   * The matrix (a, b; c, d), entries as real and imaginary part, on every pair of amplitudes whose
   * controls are 1.
   */
  static void apply(
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
      double dIm) {
    int pairs = pairs(re.length, control);
    for (int pair = 0; pair < pairs; pair++) {
      int i0 = first(pair, stride, control);
      int i1 = i0 + stride;
      double re0 = re[i0];
      double im0 = im[i0];
      double re1 = re[i1];
      double im1 = im[i1];
      re[i0] = Math.fma(aRe, re0, Math.fma(-aIm, im0, Math.fma(bRe, re1, -bIm * im1)));
      im[i0] = Math.fma(aRe, im0, Math.fma(aIm, re0, Math.fma(bRe, im1, bIm * re1)));
      re[i1] = Math.fma(cRe, re0, Math.fma(-cIm, im0, Math.fma(dRe, re1, -dIm * im1)));
      im[i1] = Math.fma(cRe, im0, Math.fma(cIm, re0, Math.fma(dRe, im1, dIm * re1)));
    }
  }

  /** How many pairs of amplitudes a gate on one target mixes. */
  static int pairs(int dimension, int control) {
    return dimension / 2 >> Integer.bitCount(control);
  }

  /** The amplitude of this pair whose target is 0 and whose controls are 1. */
  static int first(int pair, int stride, int control) {
    int index = pair;
    for (int rest = stride | control; rest != 0; rest &= rest - 1) {
      index = Bits.insertZero(index, Integer.lowestOneBit(rest));
    }
    return index | control;
  }
}
