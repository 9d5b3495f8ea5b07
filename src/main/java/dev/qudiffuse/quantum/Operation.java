package dev.qudiffuse.quantum;

import java.util.HashSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A gate on certain qubits of a circuit.
 *
 * @param gate what is applied
 * @param qubits on which qubits, in the gate's own order (control first); distinct; none for a
 *     {@link GlobalPhase}
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

  /** The same on other qubits, as when a part of a register is a register of its own. */
  Operation on(IntUnaryOperator places) {
    return new Operation(
        gate, qubits.stream().map(qubit -> places.applyAsInt(qubit)).toList(), angles);
  }

  /** The operations that undo this one, in order. */
  public List<Operation> inverse() {
    return switch (gate) {
      case FixedGate fixed -> List.of(with(fixed.inverse()));
      case RotationGate _, PauliRotation _, GlobalPhase _ -> List.of(withNegativeAngles(gate));
      case UnitaryGate unitary -> List.of(with(unitary.inverse()));
      case Controlled controlled ->
          switch (controlled.gate()) {
            case FixedGate fixed ->
                List.of(with(new Controlled(fixed.inverse(), controlled.controls())));
            case UnitaryGate unitary ->
                List.of(with(new Controlled(unitary.inverse(), controlled.controls())));
            default -> List.of(withNegativeAngles(gate));
          };
      // Turning the angles round leaves the block's global phase, e^(-i pi/4), twice.
      case TwoQubitBlock block ->
          List.of(
              withNegativeAngles(block), GlobalPhase.of(Angle.of(-2 * TwoQubitBlock.GLOBAL_PHASE)));
    };
  }

  /** This operation with its angles fixed, for these circuit parameters. */
  public Operation bind(double[] parameters) {
    List<Angle> fixed = angles.stream().map(angle -> Angle.of(angle.value(parameters))).toList();
    return new Operation(gate, qubits, fixed);
  }

  private Operation with(Gate other) {
    return new Operation(other, qubits, angles);
  }

  private Operation withNegativeAngles(Gate same) {
    return new Operation(same, qubits, angles.stream().map(angle -> angle.times(-1)).toList());
  }

  /** The gate's own matrix for these circuit parameters. */
  public ComplexMatrix matrix(double[] parameters) {
    return gate.matrix(angles.stream().mapToDouble(angle -> angle.value(parameters)).toArray());
  }
}
