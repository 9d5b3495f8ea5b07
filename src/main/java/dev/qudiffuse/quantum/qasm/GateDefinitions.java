package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.qasm.QasmGate.BodyCall;
import dev.qudiffuse.quantum.qasm.QasmGate.Call;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.GateCallContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.GateDefinitionContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.GateStatementContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.NameContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.NameListContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.OpaqueDeclarationContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.OperandContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Takes gate definitions into the table. A body is checked where it is defined, and may call only
 * what is known before it; so no gate can call itself.
 */
final class GateDefinitions {

  private final GateTable gates;

  GateDefinitions(GateTable gates) {
    this.gates = gates;
  }

  void declare(OpaqueDeclarationContext opaque) {
    Token position = opaque.gateName().getStart();
    gates.requireNew(position, position.getText());
    boolean hasAngles = opaque.nameList().size() == 2;
    List<String> angles = names(hasAngles ? opaque.nameList(0) : null);
    List<String> qubits = names(opaque.nameList().getLast());
    gates.define(new QasmGate.Opaque(position.getText(), angles.size(), qubits.size()));
  }

  void define(GateDefinitionContext definition, Scope scope) {
    Token position = definition.gateName().getStart();
    gates.requireNew(position, position.getText());
    List<String> parameters = names(definition.parameters);
    List<String> qubits = names(definition.qubits);
    if (qubits.size() > Limits.MAX_QUBITS) {
      throw QasmException.at(
          position, "expected at most " + Limits.MAX_QUBITS + " qubits, got " + qubits.size());
    }
    // The parameters have no values here: nothing that must be constant may depend on them.
    Scope body = scope.gateBody();
    Set<String> parameterSet = Set.copyOf(parameters);
    List<BodyCall> calls = new ArrayList<>();
    int depth = 0;
    for (GateStatementContext statement : definition.gateStatement()) {
      if (statement.barrier() != null) {
        if (statement.barrier().operandList() != null) {
          operands(statement.barrier().operandList().operand(), qubits);
        }
        continue;
      }
      BodyCall call = call(statement.gateCall(), body, qubits);
      Expressions.requireKnownNames(statement, parameterSet, body);
      depth = Math.max(depth, call.call().gate().depth());
      calls.add(call);
    }
    if (depth >= Limits.MAX_DEFINITION_DEPTH) {
      throw QasmException.at(
          position,
          "expected gates defined at most "
              + Limits.MAX_DEFINITION_DEPTH
              + " levels deep, got more");
    }
    gates.define(
        new QasmGate.Defined(
            position.getText(), parameters, qubits.size(), calls, body, depth + 1));
  }

  private BodyCall call(GateCallContext statement, Scope body, List<String> qubits) {
    Call call = gates.resolve(statement, body);
    List<OperandContext> contexts =
        statement.operandList() == null ? List.of() : statement.operandList().operand();
    if (contexts.size() != call.qubits()) {
      throw QasmException.at(
          call.position(),
          "expected %d qubit(s) of %s, got %d"
              .formatted(call.qubits(), call.gate().name(), contexts.size()));
    }
    return new BodyCall(call, operands(contexts, qubits));
  }

  private static List<Integer> operands(List<OperandContext> contexts, List<String> qubits) {
    List<Integer> operands = new ArrayList<>();
    for (OperandContext operand : contexts) {
      int formal = qubits.indexOf(operand.name().getText());
      if (formal < 0 || operand.selection() != null) {
        throw QasmException.at(
            operand.getStart(),
            "expected one of the gate's qubits "
                + String.join(", ", qubits)
                + ", got '"
                + operand.getText()
                + "'");
      }
      if (operands.contains(formal)) {
        throw QasmException.at(
            operand.getStart(), "expected distinct qubits, got '" + operand.getText() + "' twice");
      }
      operands.add(formal);
    }
    return operands;
  }

  private static List<String> names(@Nullable NameListContext list) {
    List<String> names = new ArrayList<>();
    if (list == null) {
      return names;
    }
    Set<String> seen = new HashSet<>();
    for (NameContext name : list.name()) {
      if (!seen.add(name.getText())) {
        throw QasmException.at(
            name.getStart(), "expected distinct names, got '" + name.getText() + "' twice");
      }
      names.add(name.getText());
    }
    return names;
  }
}
