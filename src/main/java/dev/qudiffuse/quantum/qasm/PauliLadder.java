package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.PauliString;
import dev.qudiffuse.quantum.RotationGate;
import java.util.ArrayList;
import java.util.List;

/**
 * The rotation {@code exp(-i theta/2 P)} about a Pauli string in elementary gates: turn every
 * letter of P into Z, bring the parity of these qubits onto the last of them by a ladder of CNOTs,
 * rotate it about z, and undo the rest (Nielsen and Chuang, section 4.7.3).
 *
 * <p>Letters turn by {@code H X H = Z} and {@code RX(pi/2) Y RX(-pi/2) = Z}.
 */
final class PauliLadder {

  private PauliLadder() {}

  /** The elementary operations; exactly one of them is an RZ, and it has the rotation's angle. */
  static List<Operation> decomposition(PauliString string, Operation rotation) {
    List<Integer> active = new ArrayList<>();
    List<Operation> before = new ArrayList<>();
    List<Operation> after = new ArrayList<>();
    for (int i = 0; i < string.qubits(); i++) {
      int qubit = rotation.qubits().get(i);
      switch (string.letter(i)) {
        case 'I' -> {
          continue;
        }
        case 'X' -> {
          before.add(new Operation(FixedGate.H, List.of(qubit), List.of()));
          after.add(new Operation(FixedGate.H, List.of(qubit), List.of()));
        }
        case 'Y' -> {
          before.add(rx(Math.PI / 2, qubit));
          after.add(rx(-Math.PI / 2, qubit));
        }
        default -> {}
      }
      active.add(qubit);
    }
    List<Operation> ladder = new ArrayList<>();
    for (int i = 0; i + 1 < active.size(); i++) {
      ladder.add(
          new Operation(FixedGate.CNOT, List.of(active.get(i), active.get(i + 1)), List.of()));
    }
    List<Operation> all = new ArrayList<>(before);
    all.addAll(ladder);
    all.add(new Operation(RotationGate.RZ, List.of(active.getLast()), rotation.angles()));
    all.addAll(ladder.reversed());
    all.addAll(after);
    return all;
  }

  private static Operation rx(double angle, int qubit) {
    return new Operation(RotationGate.RX, List.of(qubit), List.of(Angle.of(angle)));
  }
}
