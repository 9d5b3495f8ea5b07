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
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an operation looks like: marks on its qubits' wires, from top to bottom, each linked to the
 * next by a vertical line.
 *
 * @param kind which sort of gate it is, for its colour
 * @param marks by ascending qubit; no two share one; none of a global phase
 */
record Symbol(Kind kind, List<Mark> marks) {

  /** Sorts of gates that a drawing tells apart by colour. */
  enum Kind {
    /** Without angles, and with a name. */
    FIXED,
    /** With angles, about an axis. */
    ROTATION,
    /** The two-qubit block, with three angles. */
    BLOCK,
    /** Given by its matrix. */
    UNITARY
  }

  /** A mark on one wire or on several neighbouring ones. */
  sealed interface Mark {
    /** The topmost wire. */
    int first();

    /** The lowest wire. */
    default int last() {
      return first();
    }
  }

  /** A control, or either end of a controlled phase flip, which is symmetric. */
  record Dot(int first) implements Mark {}

  /** The target of a controlled X. */
  record Plus(int first) implements Mark {}

  /** Either end of an exchange. */
  record Cross(int first) implements Mark {}

  /**
   * A box with a label.
   *
   * @param pins what the box says at each of its wires, where the order of the qubits matters; else
   *     empty
   */
  record Box(int first, int last, Label label, List<String> pins) implements Mark {
    Box {
      pins = List.copyOf(pins);
    }

    /** The length of the longest pin. */
    int pinLength() {
      return pins.stream().mapToInt(String::length).max().orElse(0);
    }
  }

  Symbol {
    marks = marks.stream().sorted(Comparator.comparingInt(Mark::first)).toList();
  }

  int first() {
    return marks.getFirst().first();
  }

  int last() {
    return marks.getLast().last();
  }

  static Symbol of(Operation operation) {
    return new Symbol(kind(operation.gate()), marks(operation));
  }

  private static Kind kind(Gate gate) {
    return switch (gate) {
      case FixedGate _, GlobalPhase _ -> Kind.FIXED;
      case RotationGate _, PauliRotation _ -> Kind.ROTATION;
      case TwoQubitBlock _ -> Kind.BLOCK;
      case UnitaryGate _ -> Kind.UNITARY;
      case Controlled controlled -> kind(controlled.gate());
    };
  }

  private static List<Mark> marks(Operation operation) {
    List<Integer> qubits = operation.qubits();
    return switch (operation.gate()) {
      case FixedGate.CNOT -> controlled(operation, FixedGate.X);
      case FixedGate.CZ -> controlled(operation, FixedGate.Z);
      case FixedGate.SWAP -> qubits.stream().<Mark>map(Cross::new).toList();
      case FixedGate gate -> boxes(operation, gate, List.of());
      case RotationGate gate ->
          gate.qubits() == 1
              ? boxes(operation, gate, List.of())
              : controlled(operation, rotation(gate));
      case TwoQubitBlock gate -> boxes(operation, gate, List.of());
      case UnitaryGate gate ->
          boxes(operation, gate, gate.qubits() == 1 ? List.of() : List.of("0", "1"));
      case PauliRotation gate -> boxes(operation, gate, pins(gate));
      case Controlled gate -> controlled(operation, gate.gate());
      case GlobalPhase _ -> List.of();
    };
  }

  /** What a controlled rotation does to its target. */
  private static RotationGate rotation(RotationGate gate) {
    return switch (gate) {
      case RX, CRX -> RotationGate.RX;
      case RY, CRY -> RotationGate.RY;
      case RZ, CRZ -> RotationGate.RZ;
      case P, CP -> RotationGate.P;
    };
  }

  /** How many of a gate's qubits, from the first on, are controls. */
  static int controls(Gate gate) {
    return switch (gate) {
      case FixedGate fixed -> fixed == FixedGate.CNOT || fixed == FixedGate.CZ ? 1 : 0;
      case RotationGate rotation -> rotation.qubits() - 1;
      case Controlled controlled -> controlled.controls();
      case PauliRotation _, TwoQubitBlock _, UnitaryGate _, GlobalPhase _ -> 0;
    };
  }

  /** The letters of a Pauli string, unless they are all the same. */
  private static List<String> pins(PauliRotation gate) {
    List<String> letters = List.of(gate.string().toString().split(""));
    return letters.stream().distinct().count() == 1 ? List.of() : letters;
  }

  private static List<Mark> controlled(Operation operation, Gate gate) {
    List<Integer> qubits = operation.qubits();
    int target = qubits.getLast();
    List<Mark> marks =
        qubits.subList(0, qubits.size() - 1).stream()
            .<Mark>map(Dot::new)
            .collect(Collectors.toCollection(ArrayList::new));
    marks.add(
        switch (gate) {
          case FixedGate.X -> new Plus(target);
          case FixedGate.Z -> new Dot(target);
          default -> new Box(target, target, Label.of(gate, operation), List.of());
        });
    return marks;
  }

  /**
   * A box for every run of neighbouring qubits; the first says everything, the others the name.
   *
   * @param pins for each of the operation's qubits, or none
   */
  private static List<Mark> boxes(Operation operation, Gate gate, List<String> pins) {
    List<Integer> qubits = operation.qubits();
    List<Integer> sorted = qubits.stream().sorted().toList();
    Label label = Label.of(gate, operation);
    List<Mark> boxes = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || sorted.get(i) != sorted.get(i - 1) + 1) {
        List<String> own =
            pins.isEmpty()
                ? pins
                : sorted.subList(start, i).stream().map(q -> pins.get(qubits.indexOf(q))).toList();
        Label shown = boxes.isEmpty() ? label : new Label(label.name(), List.of());
        boxes.add(new Box(sorted.get(start), sorted.get(i - 1), shown, own));
        start = i;
      }
    }
    return boxes;
  }
}
