package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.qasm.QasmGate.Call;
import dev.qudiffuse.quantum.qasm.QasmGate.Modifier;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.ExpressionContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.GateCallContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.ModifierContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/**
 * The gates that a program knows at some point of its text. A definition of the program hides a
 * library's gate of the same name, since tools write out definitions of gates that the libraries
 * have, too.
 */
final class GateTable {

  private final Expressions expressions;
  private final Map<String, QasmGate> standard = new HashMap<>(StandardGates.builtIn());
  private final Map<String, QasmGate> own = new HashMap<>();

  GateTable(Expressions expressions) {
    this.expressions = expressions;
  }

  void include(Token file) {
    String quoted = file.getText();
    String name = quoted.substring(1, quoted.length() - 1);
    standard.putAll(
        StandardGates.library(name)
            .orElseThrow(
                () ->
                    QasmException.at(
                        file,
                        "expected \"qelib1.inc\" or \"stdgates.inc\", got \"" + name + "\"")));
  }

  /** Whether a gate may get this name. */
  void requireNew(Token position, String name) {
    if (own.containsKey(name) || StandardGates.builtIn().containsKey(name)) {
      throw QasmException.at(
          position, "expected a new gate, got '" + name + "', which is already defined");
    }
  }

  void define(QasmGate gate) {
    own.put(gate.name(), gate);
  }

  /** The gate of a statement, with its modifiers; its arguments agree in number. */
  Call resolve(GateCallContext statement, Scope scope) {
    Token position = statement.gateName().getStart();
    QasmGate gate = find(position);
    List<Modifier> modifiers = new ArrayList<>();
    int controls = 0;
    for (ModifierContext modifier : statement.modifier()) {
      Modifier next = modifier(modifier, scope);
      controls += next instanceof Modifier.Control control ? control.count() : 0;
      if (gate.qubits() + controls > Limits.MAX_QUBITS) {
        throw QasmException.at(
            modifier.getStart(),
            "expected a gate on at most " + Limits.MAX_QUBITS + " qubits with its controls");
      }
      modifiers.add(next);
    }
    List<ExpressionContext> arguments =
        statement.expressionList() == null ? List.of() : statement.expressionList().expression();
    if (arguments.size() != gate.angles()) {
      throw QasmException.at(
          position,
          "expected %d angle(s) of %s, got %d"
              .formatted(gate.angles(), gate.name(), arguments.size()));
    }
    return new Call(position, gate, modifiers, arguments);
  }

  private QasmGate find(Token position) {
    String name = position.getText();
    QasmGate gate = own.containsKey(name) ? own.get(name) : standard.get(name);
    if (gate == null) {
      boolean inLibrary = StandardGates.library("stdgates.inc").orElseThrow().containsKey(name);
      throw QasmException.at(
          position,
          "expected a gate that is defined before its use, got '"
              + name
              + (inLibrary ? "', which needs an include of qelib1.inc or stdgates.inc" : "'"));
    }
    return gate;
  }

  private Modifier modifier(ModifierContext modifier, Scope scope) {
    if (modifier.INV() != null) {
      return new Modifier.Inverse();
    }
    if (modifier.POW() != null) {
      return new Modifier.Power(modifier.expression());
    }
    int count =
        modifier.expression() == null
            ? 1
            : expressions.integer(modifier.expression(), scope, 1, Limits.MAX_QUBITS);
    return new Modifier.Control(count, modifier.NEGCTRL() != null);
  }
}
