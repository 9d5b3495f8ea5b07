package dev.qudiffuse.quantum;

/**
 * Any product of Z and CZ gates: each amplitude keeps its sign or changes it. Its own inverse.
 *
 * @param signs +1 or -1 for every basis state
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record SignKernel(double[] signs) implements Kernel {

  @Override
  public void apply(double[] angles, double[] re, double[] im) {
    for (int i = 0; i < signs.length; i++) {
      re[i] *= signs[i];
      im[i] *= signs[i];
    }
  }

  @Override
  public void applyInverse(double[] angles, double[] re, double[] im) {
    apply(angles, re, im);
  }
}
