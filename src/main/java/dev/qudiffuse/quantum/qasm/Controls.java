package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Controlled;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Gate;
import dev.qudiffuse.quantum.GlobalPhase;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.PauliRotation;
import dev.qudiffuse.quantum.RotationGate;
import java.util.ArrayList;
import java.util.List;

/** Gives an operation one more control. */
final class Controls {

  private Controls() {}

  /** The operations that do the same where {@code control} is 1, and nothing elsewhere. */
  static List<Operation> controlled(Operation operation, int control) {
    List<Integer> qubits = operation.qubits();
    return switch (operation.gate()) {
      case GlobalPhase _ -> List.of(with(RotationGate.P, operation, control));
      case FixedGate.X -> List.of(with(FixedGate.CNOT, operation, control));
      case FixedGate.Z -> List.of(with(FixedGate.CZ, operation, control));
      case FixedGate.CNOT -> List.of(with(new Controlled(FixedGate.X, 2), operation, control));
      case FixedGate.CZ -> List.of(with(new Controlled(FixedGate.Z, 2), operation, control));
      case FixedGate.SWAP -> controlledSwap(qubits.get(0), qubits.get(1), control);
      case FixedGate gate -> List.of(with(new Controlled(gate, 1), operation, control));
      case RotationGate gate -> List.of(with(controlled(gate), operation, control));
      case Controlled gate ->
          List.of(with(new Controlled(gate.gate(), gate.controls() + 1), operation, control));
      case PauliRotation rotation when rotation.qubits() == 1 ->
          List.of(with(new Controlled(rotation, 1), operation, control));
      case PauliRotation rotation -> controlled(rotation, operation, control);
      case Gate gate when gate.qubits() == 1 ->
          List.of(with(new Controlled(gate, 1), operation, control));
      // Two-qubit blocks and matrices are no gates of OpenQASM, so nothing that was read has them.
      case Gate gate -> throw new IllegalStateException("no rule to control " + gate);
    };
  }

  private static Gate controlled(RotationGate gate) {
    return switch (gate) {
      case RX -> RotationGate.CRX;
      case RY -> RotationGate.CRY;
      case RZ -> RotationGate.CRZ;
      case P -> RotationGate.CP;
      case CRX -> new Controlled(RotationGate.RX, 2);
      case CRY -> new Controlled(RotationGate.RY, 2);
      case CRZ -> new Controlled(RotationGate.RZ, 2);
      case CP -> new Controlled(RotationGate.P, 2);
    };
  }

  /** Three CNOTs make a swap, and without the middle one the outer two are the identity. */
  private static List<Operation> controlledSwap(int first, int second, int control) {
    Operation outer = new Operation(FixedGate.CNOT, List.of(second, first), List.of());
    Operation middle =
        new Operation(new Controlled(FixedGate.X, 2), List.of(control, first, second), List.of());
    return List.of(outer, middle, outer);
  }

  /** Without its rotation about z, the decomposition is the identity. */
  private static List<Operation> controlled(
      PauliRotation rotation, Operation operation, int control) {
    List<Operation> controlled = new ArrayList<>();
    for (Operation part : PauliLadder.decomposition(rotation.string(), operation)) {
      controlled.add(part.gate() == RotationGate.RZ ? with(RotationGate.CRZ, part, control) : part);
    }
    return controlled;
  }

  private static Operation with(Gate gate, Operation operation, int control) {
    List<Integer> qubits = new ArrayList<>(List.of(control));
    qubits.addAll(operation.qubits());
    List<Angle> angles = operation.angles();
    return new Operation(gate, qubits, angles);
  }
}
