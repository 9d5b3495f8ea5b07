package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.qasm.QasmGate.Call;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.AliasContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.BarrierContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.BlockStatementContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.ConstDeclarationContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.ExpressionContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.ForLoopContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.GateCallContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.MeasureArrowContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.MeasureAssignmentContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.OperandContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.RangeContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.ScalarTypeContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Carries out statements that may stand in a block: gates, loops, measurements, constants. */
final class Interpreter {

  private final Limits limits;
  private final Expressions expressions;
  private final GateTable gates;
  private final Operands operands;
  private final Expansion expansion;
  private final Measurements measurements;
  private final GateSequence sequence;

  Interpreter(Limits limits, Expressions expressions, GateTable gates, Measurements measurements) {
    this.limits = limits;
    this.expressions = expressions;
    this.gates = gates;
    this.operands = new Operands(expressions);
    this.expansion = new Expansion(limits, expressions);
    this.measurements = measurements;
    this.sequence = new GateSequence(limits);
  }

  /** All gates so far. */
  GateSequence sequence() {
    return sequence;
  }

  void run(BlockStatementContext statement, Scope scope) {
    limits.enter(statement.getStart());
    limits.charge(1);
    switch (statement.getChild(0)) {
      case GateCallContext call -> call(call, scope);
      case MeasureArrowContext measure -> measure(measure.operand(0), measure.operand(1), scope);
      case MeasureAssignmentContext measure ->
          measure(measure.operand(1), measure.operand(0), scope);
      case BarrierContext barrier -> barrier(barrier, scope);
      case ConstDeclarationContext constant -> declare(constant, scope);
      case AliasContext alias -> declare(alias, scope);
      case ForLoopContext loop -> loop(loop, scope);
      default -> throw new IllegalStateException("a kind of statement without a rule");
    }
  }

  private void call(GateCallContext statement, Scope scope) {
    Call call = gates.resolve(statement, scope);
    List<OperandContext> contexts =
        statement.operandList() == null ? List.of() : statement.operandList().operand();
    if (contexts.size() != call.qubits()) {
      throw QasmException.at(
          call.position(),
          "expected %d qubit(s) of %s, got %d"
              .formatted(call.qubits(), call.gate().name(), contexts.size()));
    }
    List<Scope.Qubits> arguments = new ArrayList<>();
    for (OperandContext context : contexts) {
      Scope.Qubits argument = operands.qubits(context, scope);
      measurements.requireUnmeasured(context.getStart(), argument.indices());
      arguments.add(argument);
    }
    int copies = copies(contexts, arguments);
    for (int copy = 0; copy < copies; copy++) {
      int[] qubits = new int[arguments.size()];
      for (int i = 0; i < qubits.length; i++) {
        Scope.Qubits argument = arguments.get(i);
        qubits[i] = argument.indices().get(argument.single() ? 0 : copy);
      }
      requireDistinct(contexts, qubits);
      expansion.append(call, scope, qubits, sequence);
    }
  }

  /** How often a gate is applied: once for each place of the registers among its operands. */
  private static int copies(List<OperandContext> contexts, List<Scope.Qubits> arguments) {
    int copies = -1;
    for (int i = 0; i < arguments.size(); i++) {
      int size = arguments.get(i).indices().size();
      if (arguments.get(i).single()) {
        continue;
      }
      if (copies >= 0 && size != copies) {
        throw QasmException.at(
            contexts.get(i).getStart(),
            "expected registers of one size, got " + copies + " and " + size + " qubits");
      }
      copies = size;
    }
    return copies < 0 ? 1 : copies;
  }

  private static void requireDistinct(List<OperandContext> contexts, int[] qubits) {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < qubits.length; i++) {
      if (!seen.add(qubits[i])) {
        throw QasmException.at(
            contexts.get(i).getStart(),
            "expected distinct qubits, got '" + contexts.get(i).getText() + "' twice");
      }
    }
  }

  private void measure(OperandContext from, OperandContext to, Scope scope) {
    measure(from, operands.bits(to, scope), scope);
  }

  /** Measures into bits that are known. */
  void measure(OperandContext from, Operands.BitSelection bits, Scope scope) {
    measurements.add(from.getStart(), operands.qubits(from, scope).indices(), bits);
  }

  private void barrier(BarrierContext barrier, Scope scope) {
    if (barrier.operandList() != null) {
      // Nothing to do for a simulator, but what is named must exist.
      barrier.operandList().operand().forEach(operand -> operands.qubits(operand, scope));
    }
  }

  private void declare(ConstDeclarationContext constant, Scope scope) {
    scope.declare(
        constant.name().getStart(),
        constant.name().getText(),
        value(constant.scalarType(), constant.expression(), scope));
  }

  /** A number that must be of a type, so far as that can be said: of integers their range is. */
  private Scope.Value value(ScalarTypeContext type, ExpressionContext expression, Scope scope) {
    if (!isWhole(type)) {
      return Scope.Value.real(expressions.constant(expression, scope));
    }
    int lowest = type.UINT() != null ? 0 : -Integer.MAX_VALUE;
    int value = expressions.integer(expression, scope, lowest, Integer.MAX_VALUE);
    return new Scope.Value(Affine.of(value), true);
  }

  private static boolean isWhole(ScalarTypeContext type) {
    return type.INT() != null || type.UINT() != null;
  }

  private void declare(AliasContext alias, Scope scope) {
    List<Integer> indices = new ArrayList<>();
    boolean single = alias.operand().size() == 1;
    for (OperandContext operand : alias.operand()) {
      Scope.Qubits qubits = operands.qubits(operand, scope);
      single &= qubits.single();
      indices.addAll(qubits.indices());
      if (new HashSet<>(indices).size() != indices.size()) {
        throw QasmException.at(
            operand.getStart(), "expected distinct qubits, got some of them twice");
      }
    }
    scope.declare(
        alias.name().getStart(),
        alias.name().getText(),
        new Scope.Qubits(List.copyOf(indices), single));
  }

  private void loop(ForLoopContext loop, Scope scope) {
    if (loop.loopRange().range() != null) {
      countedLoop(loop, loop.loopRange().range(), scope);
      return;
    }
    for (ExpressionContext value : loop.loopRange().expressionList().expression()) {
      iterate(loop, element(loop.scalarType(), value, scope), scope);
    }
  }

  /** An element of a set; without a type, which the language asks for, it is taken as real. */
  private Scope.Value element(
      @Nullable ScalarTypeContext type, ExpressionContext value, Scope scope) {
    return type == null
        ? Scope.Value.real(expressions.constant(value, scope))
        : value(type, value, scope);
  }

  private void countedLoop(ForLoopContext loop, RangeContext range, Scope scope) {
    Operands.Range counted = operands.range(range.expression(), scope);
    for (long i = counted.first(); counted.contains(i); i += counted.step()) {
      boolean whole = loop.scalarType() == null || isWhole(loop.scalarType());
      iterate(loop, new Scope.Value(Affine.of((double) i), whole), scope);
    }
  }

  private void iterate(ForLoopContext loop, Scope.Value value, Scope scope) {
    limits.enter(loop.getStart());
    limits.charge(1);
    Scope block = scope.block();
    Token name = loop.name().getStart();
    block.declare(name, name.getText(), value);
    for (BlockStatementContext statement : loop.loopBody().blockStatement()) {
      run(statement, block);
    }
  }
}
