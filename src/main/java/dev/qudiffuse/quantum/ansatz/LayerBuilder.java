package dev.qudiffuse.quantum.ansatz;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Gate;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.TwoQubitBlock;
import java.util.List;
import java.util.stream.IntStream;

/** Collects the gates of an ansatz and numbers their parameters. Not thread-safe. */
final class LayerBuilder {

  /** Parameters of {@link #anyTwoQubitUnitary}: as many as the group SU(4) has dimensions. */
  static final int ANY_TWO_QUBIT_UNITARY = 15;

  private static final List<Gate> ROTATION =
      List.of(RotationGate.RZ, RotationGate.RY, RotationGate.RZ);

  private final int qubits;
  private final Circuit.Builder circuit;
  private int parameters;

  /**
   * An empty circuit.
   *
   * @throws IllegalArgumentException if an ansatz cannot have so many qubits or layers
   */
  LayerBuilder(Ansatz ansatz, int qubits, int layers) {
    if (qubits < 2 || qubits > Circuit.MAX_QUBITS) {
      throw new IllegalArgumentException(
          "%s: expected 2 to %d qubits, got %d"
              .formatted(ansatz.key(), Circuit.MAX_QUBITS, qubits));
    }
    if (layers < 0) {
      throw new IllegalArgumentException(
          "%s: expected at least 0 layers, got %d".formatted(ansatz.key(), layers));
    }
    this.qubits = qubits;
    this.circuit = Circuit.builder(qubits);
  }

  /** Sets parameters aside and returns the number of the first. */
  int take(int count) {
    int first = parameters;
    parameters += count;
    return first;
  }

  /** A gate on every qubit, each with parameters of its own. */
  LayerBuilder onEach(Gate gate) {
    return on(gate, Targets.each(qubits));
  }

  /** A row of gates, each with parameters of its own. */
  LayerBuilder on(Gate gate, List<List<Integer>> row) {
    for (List<Integer> targets : row) {
      add(gate, targets, take(gate.angles()));
    }
    return this;
  }

  /** A row of gates that share their one angle. */
  LayerBuilder onShared(Gate gate, List<List<Integer>> row, Angle angle) {
    row.forEach(targets -> circuit.add(gate, targets, angle));
    return this;
  }

  /** One gate, with parameters from a given one on. */
  LayerBuilder add(Gate gate, List<Integer> targets, int firstParameter) {
    circuit.add(
        gate,
        targets,
        IntStream.range(firstParameter, firstParameter + gate.angles())
            .mapToObj(Angle::parameter)
            .toArray(Angle[]::new));
    return this;
  }

  /**
   * Any unitary on two qubits up to a global phase, by its Cartan decomposition (Vatan and
   * Williams, quant-ph/0308006): RZ, RY, RZ on either qubit, a {@link TwoQubitBlock}, and the same
   * rotations again.
   */
  void anyTwoQubitUnitary(List<Integer> pair, int firstParameter) {
    int next = anyRotation(pair.getFirst(), firstParameter);
    next = anyRotation(pair.getLast(), next);
    add(new TwoQubitBlock(), pair, next);
    next = anyRotation(pair.getFirst(), next + 3);
    anyRotation(pair.getLast(), next);
  }

  /**
   * {@code RZ(omega) RY(theta) RZ(phi)} with the parameters phi, theta, omega; returns the next.
   */
  int anyRotation(int qubit, int firstParameter) {
    int next = firstParameter;
    for (Gate gate : ROTATION) {
      add(gate, List.of(qubit), next);
      next++;
    }
    return next;
  }

  Circuit build() {
    return circuit.build();
  }
}
