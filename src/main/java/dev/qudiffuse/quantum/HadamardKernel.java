package dev.qudiffuse.quantum;

/** A Hadamard: the sum and the difference of two amplitudes, scaled. Its own inverse. */
record HadamardKernel(int stride) implements Kernel {

  @Override
  public void apply(double[] angles, double[] re, double[] im) {
    AmplitudeLoops.get().hadamard(re, im, stride);
  }

  @Override
  public void applyInverse(double[] angles, double[] re, double[] im) {
    apply(angles, re, im);
  }
}
