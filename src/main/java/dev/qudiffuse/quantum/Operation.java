package dev.qudiffuse.quantum;

import java.util.HashSet;
import java.util.List;

/**
 * A gate on certain qubits of a circuit.
 *
 * @param gate what is applied
 * @param qubits on which qubits, in the gate's own order (control first); distinct
 * @param angles with which angles
 */
public record Operation(Gate gate, List<Integer> qubits, List<Angle> angles) {

  public Operation {
    qubits = List.copyOf(qubits);
    angles = List.copyOf(angles);
    if (qubits.size() != gate.qubits()) {
      throw new IllegalArgumentException(
          gate + " acts on " + gate.qubits() + " qubit(s), got " + qubits);
    }
    if (new HashSet<>(qubits).size() != qubits.size()) {
      throw new IllegalArgumentException(gate + " needs distinct qubits, got " + qubits);
    }
    Angles.requireCount(gate, gate.angles(), angles.size());
  }

  /** The gate's own matrix for these circuit parameters. */
  public ComplexMatrix matrix(double[] parameters) {
    return gate.matrix(angles.stream().mapToDouble(angle -> angle.value(parameters)).toArray());
  }
}
