package dev.qudiffuse.quantum.ansatz;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.TwoQubitBlock;

/**
 * The layers of arXiv 2602.03405: a {@link TwoQubitBlock} on every pair of neighbours in a ring,
 * then the mixing of a cluster state.
 *
 * <p>Blocks come first on the pairs that start at an even qubit, (0,1), (2,3), ..., then on those
 * that start at an odd one, (1,2), (3,4), ..., and last on the pair that closes the ring, (n-1,0),
 * even if that is (1,0). Each takes its three parameters in the order of application, so n qubits
 * make {@code 3n + n} parameters a layer.
 */
public record ClusterAnsatz() implements Ansatz {

  @Override
  public String key() {
    return "cluster";
  }

  /**
   * The mixing of a one-dimensional cluster state alone: a Hadamard on every qubit, CZ on every
   * pair of neighbours (an open chain), then {@code RX(phi_j)} on every qubit j. One parameter a
   * qubit.
   *
   * @param qubits at least 2
   */
  public static Circuit mixing(int qubits) {
    LayerBuilder builder = new LayerBuilder(new ClusterAnsatz(), qubits, 1);
    appendMixing(builder, qubits);
    return builder.build();
  }

  @Override
  public Circuit circuit(int qubits, int layers) {
    LayerBuilder builder = new LayerBuilder(this, qubits, layers);
    for (int layer = 0; layer < layers; layer++) {
      builder.on(new TwoQubitBlock(), Targets.brickRing(qubits));
      appendMixing(builder, qubits);
    }
    return builder.build();
  }

  private static void appendMixing(LayerBuilder builder, int qubits) {
    builder.onEach(FixedGate.H).on(FixedGate.CZ, Targets.chain(qubits)).onEach(RotationGate.RX);
  }
}
