package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.qasm.grammar.QasmParser.ExpressionContext;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** What the name of a gate stands for. */
sealed interface QasmGate {

  String name();

  /** Number of angles it takes. */
  int angles();

  /** Number of qubits it acts on. */
  int qubits();

  /** How many definitions deep it is built; 0 for what needs none. */
  default int depth() {
    return 0;
  }

  /** A gate of the language or of the standard libraries. */
  record Standard(String name, int angles, int qubits, Rule rule) implements QasmGate {}

  /** How a standard gate is written with the gates of the circuit library. */
  @FunctionalInterface
  interface Rule {
    void append(GateSequence sequence, List<Affine> angles, int[] qubits);
  }

  /**
   * A gate that the program defines.
   *
   * @param body its statements, checked
   * @param scope what its expressions may see beside its parameters
   */
  record Defined(
      String name, List<String> parameters, int qubits, List<BodyCall> body, Scope scope, int depth)
      implements QasmGate {
    @Override
    public int angles() {
      return parameters.size();
    }
  }

  /** A gate without a definition: it may be declared, not applied. */
  record Opaque(String name, int angles, int qubits) implements QasmGate {}

  /**
   * A gate with modifiers and arguments, all known but the values.
   *
   * @param position where it stands
   * @param modifiers in the order of the text: the last is applied first
   */
  record Call(
      Token position, QasmGate gate, List<Modifier> modifiers, List<ExpressionContext> arguments) {

    int controls() {
      return modifiers.stream()
          .mapToInt(modifier -> modifier instanceof Modifier.Control control ? control.count() : 0)
          .sum();
    }

    int qubits() {
      return gate.qubits() + controls();
    }
  }

  /**
   * A call in a gate's body.
   *
   * @param operands for each qubit of the call, which qubit of the gate
   */
  record BodyCall(Call call, List<Integer> operands) {}

  /** What stands before an {@code @}. */
  sealed interface Modifier {

    /** The inverse. */
    record Inverse() implements Modifier {}

    /** A power. */
    record Power(ExpressionContext exponent) implements Modifier {}

    /** Controls, of which all must be 1, or all 0. */
    record Control(int count, boolean negative) implements Modifier {}
  }
}
