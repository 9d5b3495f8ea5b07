package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.Memory;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.BitDeclarationContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.BlockStatementContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.DesignatorContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.GateDefinitionContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.IncludeContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.InputDeclarationContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.NameContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.OpaqueDeclarationContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.ProgramContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.QubitDeclarationContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.StatementContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.VersionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Walks the statements of a program in order: declarations here, the rest by the interpreter. */
final class ProgramBuilder {

  private static final String QUBITS = "qubits";

  private final ProgramContext program;
  private final Limits limits = new Limits();
  private final Expressions expressions;
  private final GateTable gates;
  private final GateDefinitions definitions;
  private final Measurements measurements = new Measurements();
  private final Interpreter interpreter;
  private final Scope scope = Scope.global();
  private final List<Register> qubitRegisters = new ArrayList<>();
  private final List<Register> bitRegisters = new ArrayList<>();
  private final List<String> inputs = new ArrayList<>();

  ProgramBuilder(ProgramContext program) {
    this.program = program;
    this.expressions = Expressions.ofVersion(version(program.version()), limits);
    this.gates = new GateTable(expressions);
    this.definitions = new GateDefinitions(gates);
    this.interpreter = new Interpreter(limits, expressions, gates, measurements);
  }

  QasmProgram build() {
    for (StatementContext statement : program.statement()) {
      limits.enter(statement.getStart());
      limits.charge(1);
      run(statement);
    }
    int qubits = total(qubitRegisters);
    if (qubits == 0) {
      throw QasmException.at(
          program.getStop(), "expected at least one qubit to be declared, got none");
    }
    CircuitAssembly assembly = new CircuitAssembly(qubits, inputs, interpreter.sequence());
    return new QasmProgram(
        assembly.circuit(),
        assembly.parameterNames(),
        measurements.all(),
        qubitRegisters,
        bitRegisters);
  }

  private void run(StatementContext statement) {
    switch (statement.getChild(0)) {
      case IncludeContext include -> gates.include(include.STRING().getSymbol());
      case QubitDeclarationContext qubits -> declare(qubits);
      case BitDeclarationContext bits -> declare(bits);
      case InputDeclarationContext input -> declare(input);
      case GateDefinitionContext gate -> definitions.define(gate, scope);
      case OpaqueDeclarationContext opaque -> definitions.declare(opaque);
      case BlockStatementContext block -> interpreter.run(block, scope);
      default -> throw new IllegalStateException("a kind of statement without a rule");
    }
  }

  private static int version(@Nullable VersionContext version) {
    if (version == null) {
      return 3;
    }
    Token number = version.NUMBER().getSymbol();
    return switch (number.getText()) {
      case "2", "2.0" -> 2;
      case "3", "3.0", "3.1" -> 3;
      default ->
          throw QasmException.at(
              number, "expected version 2.0, 3.0 or 3.1, got " + number.getText());
    };
  }

  private void declare(QubitDeclarationContext declaration) {
    int first = total(qubitRegisters);
    Register register =
        register(declaration.name(), declaration.designator(), first, Limits.MAX_QUBITS, QUBITS);
    List<Integer> indices = IntStream.range(first, first + register.size()).boxed().toList();
    scope.declare(
        declaration.name().getStart(),
        register.name(),
        new Scope.Qubits(indices, declaration.designator() == null));
    qubitRegisters.add(register);
  }

  private void declare(BitDeclarationContext declaration) {
    Register register =
        register(
            declaration.name(),
            declaration.designator(),
            total(bitRegisters),
            Limits.MAX_BITS,
            "bits");
    scope.declare(
        declaration.name().getStart(),
        register.name(),
        new Scope.Bits(register.name(), register.size(), declaration.designator() == null));
    bitRegisters.add(register);
    if (declaration.operand() != null) {
      interpreter.measure(
          declaration.operand(),
          new Operands.BitSelection(
              register.name(), IntStream.range(0, register.size()).boxed().toList()),
          scope);
    }
  }

  private Register register(
      NameContext name,
      @Nullable DesignatorContext designator,
      int before,
      int most,
      String things) {
    int size =
        designator == null
            ? 1
            : expressions.integer(designator.expression(), scope, 1, Integer.MAX_VALUE);
    if (size > most - before) {
      long all = (long) before + size;
      String memory =
          things.equals(QUBITS)
              ? ", whose state would need "
                  + Memory.format(Memory.complexNumbers((int) Math.min(all, Integer.MAX_VALUE)))
              : "";
      throw QasmException.at(
          name.getStart(),
          "expected at most " + most + " " + things + " in all, got " + all + memory);
    }
    return new Register(name.getText(), size);
  }

  private void declare(InputDeclarationContext declaration) {
    if (declaration.scalarType().INT() != null || declaration.scalarType().UINT() != null) {
      throw QasmException.at(
          declaration.scalarType().getStart(),
          "expected an input of type float or angle, got " + declaration.scalarType().getText());
    }
    String name = declaration.name().getText();
    scope.declare(
        declaration.name().getStart(),
        name,
        new Scope.Value(Affine.parameter(inputs.size()), false));
    inputs.add(name);
  }

  private static int total(List<Register> registers) {
    return registers.stream().mapToInt(Register::size).sum();
  }
}
