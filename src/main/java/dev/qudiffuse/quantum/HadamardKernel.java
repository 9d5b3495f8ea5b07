package dev.qudiffuse.quantum;

/** A Hadamard: the sum and the difference of two amplitudes, scaled. Its own inverse. */
record HadamardKernel(int stride) implements Kernel {

  private static final double SCALE = Math.sqrt(0.5);

  @Override
  public void apply(double[] angles, double[] re, double[] im) {
    for (int pair = 0; pair < re.length / 2; pair++) {
      int i0 = Bits.insertZero(pair, stride);
      int i1 = i0 + stride;
      double re0 = re[i0] * SCALE;
      double re1 = re[i1] * SCALE;
      double im0 = im[i0] * SCALE;
      double im1 = im[i1] * SCALE;
      re[i0] = re0 + re1;
      re[i1] = re0 - re1;
      im[i0] = im0 + im1;
      im[i1] = im0 - im1;
    }
  }

  @Override
  public void applyInverse(double[] angles, double[] re, double[] im) {
    apply(angles, re, im);
  }
}
