package dev.qudiffuse.quantum;

/**
 * A fixed 4 x 4 matrix on two qubits.
 *
 * @param first stride of the matrix's more significant qubit
 * @param second stride of its less significant qubit
 */
record TwoQubitMatrixKernel(ComplexMatrix matrix, ComplexMatrix inverse, int first, int second)
    implements Kernel {

  TwoQubitMatrixKernel(ComplexMatrix matrix, int first, int second) {
    this(matrix, matrix.adjoint(), first, second);
  }

  @Override
  public void apply(double[] angles, double[] re, double[] im) {
    apply(matrix, re, im);
  }

  @Override
  public void applyInverse(double[] angles, double[] re, double[] im) {
    apply(inverse, re, im);
  }

  private void apply(ComplexMatrix m, double[] re, double[] im) {
    int low = Math.min(first, second);
    int high = Math.max(first, second);
    for (int quadruple = 0; quadruple < re.length / 4; quadruple++) {
      int i0 = Bits.insertZeros(quadruple, low, high);
      int i1 = i0 + second;
      int i2 = i0 + first;
      int i3 = i1 + first;
      double re0 = re[i0];
      double re1 = re[i1];
      double re2 = re[i2];
      double re3 = re[i3];
      double im0 = im[i0];
      double im1 = im[i1];
      double im2 = im[i2];
      double im3 = im[i3];
      for (int row = 0; row < 4; row++) {
        int i = i0 + (row & 1) * second + (row >> 1) * first;
        re[i] =
            m.re(row, 0) * re0
                + m.re(row, 1) * re1
                + m.re(row, 2) * re2
                + m.re(row, 3) * re3
                - (m.im(row, 0) * im0
                    + m.im(row, 1) * im1
                    + m.im(row, 2) * im2
                    + m.im(row, 3) * im3);
        im[i] =
            m.re(row, 0) * im0
                + m.re(row, 1) * im1
                + m.re(row, 2) * im2
                + m.re(row, 3) * im3
                + (m.im(row, 0) * re0
                    + m.im(row, 1) * re1
                    + m.im(row, 2) * re2
                    + m.im(row, 3) * re3);
      }
    }
  }
}
