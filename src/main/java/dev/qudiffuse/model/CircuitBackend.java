package dev.qudiffuse.model;

/**
 * How the circuit of a trained network is run when it draws: as a simulator can, or as a quantum
 * computer would. The network's classical part is the same whichever it is.
 */
public sealed interface CircuitBackend {

  /** Most shots for an observable: beyond, what they leave is far below the network's rounding. */
  int MAX_SHOTS = 100_000;

  /** Noise that leaves nothing of a qubit's state. */
  double MAX_NOISE = 1;

  /** The backend's name: exact, shots or noisy. */
  String key();

  /** A state vector, every expectation value exact. */
  record Exact() implements CircuitBackend {
    @Override
    public String key() {
      return "exact";
    }
  }

  /**
   * Perfect gates and finitely many measurements: every observable is estimated from shots in its
   * eigenbasis, the Hadamard test from as many of its ancilla's Z. A prediction of a network with F
   * observables takes {@code (F + 1) shots} runs of the circuit.
   *
   * @param shots for each observable, 1 to {@link #MAX_SHOTS}
   */
  record Shots(int shots) implements CircuitBackend {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is out of its range
     */
    public Shots {
      if (shots < 1 || shots > MAX_SHOTS) {
        throw new IllegalArgumentException("expected 1 to " + MAX_SHOTS + " shots, got " + shots);
      }
    }

    @Override
    public String key() {
      return "shots";
    }
  }

  /**
   * Noisy gates and infinitely many measurements: after every gate its qubits are depolarized, as
   * in {@link dev.qudiffuse.quantum.noise.NoiseModel#depolarizing}, those of a two-qubit block
   * together. Every expectation value is exact under that noise. Preparation and reading are
   * perfect.
   *
   * @param noise probability that a gate's qubits are replaced by the maximally mixed state, 0 to
   *     {@link #MAX_NOISE}
   */
  record Noisy(double noise) implements CircuitBackend {
    /**
     * Checks the probability.
     *
     * @throws IllegalArgumentException if it is out of its range
     */
    public Noisy {
      if (!(noise >= 0 && noise <= MAX_NOISE)) { // NaN is neither
        throw new IllegalArgumentException("expected noise from 0 to 1, got " + noise);
      }
    }

    @Override
    public String key() {
      return "noisy";
    }
  }
}
