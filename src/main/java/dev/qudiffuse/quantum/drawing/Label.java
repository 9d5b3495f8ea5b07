package dev.qudiffuse.quantum.drawing;

import dev.qudiffuse.quantum.Controlled;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Gate;
import dev.qudiffuse.quantum.GlobalPhase;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.PauliRotation;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.TwoQubitBlock;
import dev.qudiffuse.quantum.UnitaryGate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is written in a box: a gate's name and its angles.
 *
 * @param name of the gate
 * @param angles as they are written, perhaps none
 */
record Label(String name, List<String> angles) {

  Label {
    angles = List.copyOf(angles);
  }

  /** The label of a gate with the angles of an operation, which may be more than the gate. */
  static Label of(Gate gate, Operation operation) {
    return new Label(name(gate), operation.angles().stream().map(AngleLabel::brief).toList());
  }

  /** A gate's usual name. */
  static String name(Gate gate) {
    return switch (gate) {
      case FixedGate fixed ->
          switch (fixed) {
            case SDG -> "S†";
            case TDG -> "T†";
            case SX -> "√X";
            case SXDG -> "√X†";
            case I, H, X, Y, Z, S, T, CNOT, CZ, SWAP -> fixed.name();
          };
      case RotationGate rotation -> rotation.name();
      case PauliRotation rotation -> "R" + rotation.string();
      // As Vatan and Williams (quant-ph/0308006) write it: N(alpha, beta, gamma).
      case TwoQubitBlock _ -> "N";
      case UnitaryGate _ -> "U";
      case GlobalPhase _ -> "global phase";
      case Controlled controlled -> "C".repeat(controlled.controls()) + name(controlled.gate());
    };
  }

  /** An operation in words, with every digit: {@code "CRX(θ3): control q0, target q1"}. */
  static String describe(Operation operation) {
    Label label =
        new Label(
            name(operation.gate()), operation.angles().stream().map(AngleLabel::exact).toList());
    List<Integer> qubits = operation.qubits();
    int controls = Symbol.controls(operation.gate());
    String where =
        switch (controls) {
          case 0 -> names(qubits);
          case 1 -> "control q%s, target q%s".formatted(qubits.getFirst(), qubits.getLast());
          default ->
              "controls %s, target q%s"
                  .formatted(names(qubits.subList(0, controls)), qubits.getLast());
        };
    return label.line() + ": " + where;
  }

  private static String names(List<Integer> qubits) {
    return qubits.stream().map(qubit -> "q" + qubit).collect(Collectors.joining(", "));
  }

  /** The label in one line: {@code "N(θ0, θ1, θ2)"}. */
  String line() {
    return angles.isEmpty() ? name : name + "(" + String.join(", ", angles) + ")";
  }

  /** The label in one line or, where there is room, with a line for each angle. */
  List<String> lines(int room) {
    if (angles.size() < 2 || angles.size() > room) {
      return List.of(line());
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < angles.size(); i++) {
      String before = i == 0 ? name + "(" : " ".repeat(name.length() + 1);
      lines.add(before + angles.get(i) + (i == angles.size() - 1 ? ")" : ","));
    }
    return lines;
  }
}
