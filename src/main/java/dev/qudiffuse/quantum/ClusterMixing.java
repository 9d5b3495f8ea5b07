package dev.qudiffuse.quantum;

/**
 * The mixing of a one-dimensional cluster state: a Hadamard on every qubit, CZ on every pair of
 * neighbours (an open chain), then {@code RX(phi_j)} on every qubit j. One parameter a qubit.
 */
public final class ClusterMixing {

  private ClusterMixing() {}

  /** The mixing as a circuit of {@code qubits} parameters. */
  public static Circuit circuit(int qubits) {
    Circuit.Builder builder = Circuit.builder(qubits);
    for (int qubit = 0; qubit < qubits; qubit++) {
      builder.add(FixedGate.H, qubit);
    }
    for (int qubit = 0; qubit + 1 < qubits; qubit++) {
      builder.add(FixedGate.CZ, qubit, qubit + 1);
    }
    for (int qubit = 0; qubit < qubits; qubit++) {
      builder.add(RotationGate.RX, qubit, Angle.parameter(qubit));
    }
    return builder.build();
  }
}
