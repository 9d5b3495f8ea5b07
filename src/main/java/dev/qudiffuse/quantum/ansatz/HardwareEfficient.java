package dev.qudiffuse.quantum.ansatz;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.RotationGate;
import java.util.List;

/**
 * The hardware-efficient ansatz (Kandala et al., arXiv 1704.05018): what a device does natively, in
 * layers. A layer is RY and then RZ on every qubit, {@code 2n} parameters, followed by CNOTs
 * between neighbours one after the other, the first of each pair the control.
 */
public enum HardwareEfficient implements Ansatz {
  /** CNOTs on (0,1), (1,2), ..., (n-1,0); the last is left out on two qubits. */
  RING("hardware-efficient"),
  /** CNOTs on (0,1), (1,2), ..., (n-2,n-1). */
  CHAIN("hardware-efficient-chain");

  private final String key;

  HardwareEfficient(String key) {
    this.key = key;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public Circuit circuit(int qubits, int layers) {
    LayerBuilder builder = new LayerBuilder(this, qubits, layers);
    List<List<Integer>> pairs =
        switch (this) {
          case RING -> Targets.ring(qubits);
          case CHAIN -> Targets.chain(qubits);
        };
    for (int layer = 0; layer < layers; layer++) {
      builder.onEach(RotationGate.RY).onEach(RotationGate.RZ).on(FixedGate.CNOT, pairs);
    }
    return builder.build();
  }
}
