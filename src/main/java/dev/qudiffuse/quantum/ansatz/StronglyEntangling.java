package dev.qudiffuse.quantum.ansatz;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.FixedGate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Strongly entangling layers (Schuld et al. 2020, arXiv 1804.00633): any rotation of every qubit,
 * then CNOTs over a distance that changes from layer to layer.
 *
 * <pre>
 * layer l:  RZ(omega_i) RY(theta_i) RZ(phi_i) on every qubit i,
 *           CNOT(i, i + r mod n) for i = 0, ..., n - 1, with range r = 1 + l mod (n - 1)
 * </pre>
 *
 * <p>{@code 3n} parameters a layer, in the order phi_0, theta_0, omega_0, phi_1, ...
 */
public record StronglyEntangling() implements Ansatz {

  @Override
  public String key() {
    return "strongly-entangling";
  }

  @Override
  public Circuit circuit(int qubits, int layers) {
    LayerBuilder builder = new LayerBuilder(this, qubits, layers);
    for (int layer = 0; layer < layers; layer++) {
      for (int qubit = 0; qubit < qubits; qubit++) {
        builder.anyRotation(qubit, builder.take(3));
      }
      int range = 1 + layer % (qubits - 1);
      builder.on(
          FixedGate.CNOT,
          IntStream.range(0, qubits).mapToObj(i -> List.of(i, (i + range) % qubits)).toList());
    }
    return builder.build();
  }
}
