package dev.qudiffuse.quantum;

/**
 * Runs circuits exactly, on all {@code 2^n} amplitudes, in place and without allocating. Stateless
 * and thread-safe; the state is the caller's.
 */
public final class StateVectorSimulator {

  /**
   * {@code state <- U(angles) state}.
   *
   * @param angles the circuit's parameters, in radians
   * @throws IllegalArgumentException if the number of angles or of qubits is not the circuit's
   */
  public void run(Circuit circuit, double[] angles, StateVector state) {
    circuit.requireArguments(angles, state);
    for (Kernel kernel : circuit.kernels()) {
      kernel.apply(angles, state.re(), state.im());
    }
  }

  /** {@code state <- U(angles)^dagger state}: undoes {@link #run}. */
  public void runInverse(Circuit circuit, double[] angles, StateVector state) {
    circuit.requireArguments(angles, state);
    Kernel[] kernels = circuit.kernels();
    for (int i = kernels.length - 1; i >= 0; i--) {
      kernels[i].applyInverse(angles, state.re(), state.im());
    }
  }
}
