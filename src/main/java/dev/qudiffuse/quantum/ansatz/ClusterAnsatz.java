package dev.qudiffuse.quantum.ansatz;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ClusterLayer;

/**
 * The layers of arXiv 2602.03405: two-qubit blocks round a ring, then cluster mixing; {@code 4n}
 * parameters a layer. See {@link ClusterLayer}, which this is.
 */
public record ClusterAnsatz() implements Ansatz {

  @Override
  public String key() {
    return "cluster";
  }

  @Override
  public Circuit circuit(int qubits, int layers) {
    return ClusterLayer.circuit(qubits, layers);
  }
}
