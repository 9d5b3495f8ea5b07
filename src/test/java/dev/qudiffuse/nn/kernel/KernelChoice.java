package dev.qudiffuse.nn.kernel;

/** Both kernels, for the tests of whatever is built on them. */
public enum KernelChoice {
  /** The reference. */
  SCALAR(new ScalarKernels()),
  /** Its twin on the Vector API. */
  VECTOR(new VectorKernels());

  private final Kernels kernels;

  KernelChoice(Kernels kernels) {
    this.kernels = kernels;
  }

  /** The kernels themselves. */
  public Kernels kernels() {
    return kernels;
  }
}
