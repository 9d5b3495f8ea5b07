package dev.qudiffuse.nn;

/**
 * What a parameter is, as far as an optimizer cares: whether decay applies to it and at what pace
 * it learns.
 *
 * <p>Circuits and observables are groups of their own because adaptive non-local observables train
 * best at a rate different from the rotation angles before them (arXiv 2601.14433).
 */
public enum ParameterGroup {
  /** A matrix or convolution kernel; decays. */
  WEIGHT(true),
  /** A bias, scale or embedding table; does not decay. */
  BIAS(false),
  /** A rotation angle of a quantum circuit, or what produces one; does not decay. */
  CIRCUIT_ANGLE(false),
  /**
   * A real entry of a trainable Hermitian observable; decays, which keeps its eigenvalues bounded.
   */
  OBSERVABLE(true);

  private final boolean decays;

  ParameterGroup(boolean decays) {
    this.decays = decays;
  }

  /** Whether decoupled weight decay applies. */
  public boolean decays() {
    return decays;
  }
}
