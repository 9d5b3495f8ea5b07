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
    AmplitudeLoops.get()
        .matrix(
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
    AmplitudeLoops.get()
        .matrix(
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
}
