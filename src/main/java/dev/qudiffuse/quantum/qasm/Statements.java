package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Controlled;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Gate;
import dev.qudiffuse.quantum.GlobalPhase;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.PauliRotation;
import dev.qudiffuse.quantum.PauliString;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.TwoQubitBlock;
import dev.qudiffuse.quantum.UnitaryGate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes operations as statements, and collects the gate definitions that these need. */
final class Statements {

  private static final String BLOCK = Names.DEFINED + "block";

  private final SequencedMap<String, String> definitions = new LinkedHashMap<>();
  private final Map<ComplexMatrix, String> unitaries = new LinkedHashMap<>();

  /** The definitions so far, each behind those that it uses. */
  Collection<String> definitions() {
    return definitions.values();
  }

  /**
   * Appends the statements of an operation.
   *
   * @param qubit the name of each qubit
   * @param parameters the name of each parameter
   */
  void append(
      Operation operation, IntFunction<String> qubit, List<String> parameters, StringBuilder text) {
    if (operation.gate() instanceof UnitaryGate gate && gate.qubits() == 1) {
      EulerAngles euler = EulerAngles.of(gate.matrix());
      if (euler.phase() != 0) {
        appendPhase(euler.phase(), text);
      }
      text.append("U(%s, %s, %s)".formatted(euler.theta(), euler.phi(), euler.lambda()));
    } else {
      text.append(call(operation.gate()));
      if (!operation.angles().isEmpty()) {
        text.append(
            operation.angles().stream()
                .map(angle -> expression(angle, parameters))
                .collect(Collectors.joining(", ", "(", ")")));
      }
    }
    if (!operation.qubits().isEmpty()) {
      text.append(
          operation.qubits().stream().map(qubit::apply).collect(Collectors.joining(", ", " ", "")));
    }
    text.append(";\n");
  }

  /** The name of a gate, with its modifiers, in front of its angles. */
  private String call(Gate gate) {
    return switch (gate) {
      case FixedGate.I -> "id";
      case FixedGate.CNOT -> "cx";
      case GlobalPhase _ -> "gphase";
      case FixedGate.SXDG -> "inv @ sx";
      case FixedGate fixed -> fixed.name().toLowerCase(Locale.ROOT);
      case RotationGate rotation -> rotation.name().toLowerCase(Locale.ROOT);
      case Controlled controlled ->
          (controlled.controls() == 1 ? "ctrl @ " : "ctrl(" + controlled.controls() + ") @ ")
              + call(controlled.gate());
      case PauliRotation rotation when rotation.qubits() == 1 ->
          "r" + rotation.string().toString().toLowerCase(Locale.ROOT);
      case PauliRotation rotation -> definePauliRotation(rotation);
      case TwoQubitBlock _ -> defineBlock();
      case UnitaryGate unitary -> defineUnitary(unitary.matrix());
    };
  }

  private String defineBlock() {
    if (!definitions.containsKey(BLOCK)) {
      List<String> parameters = List.of("alpha", "beta", "gamma");
      StringBuilder body = new StringBuilder();
      for (Operation operation : TwoQubitBlock.decomposition().operations()) {
        append(operation, Statements::formal, parameters, body.append("  "));
      }
      define(BLOCK, "(alpha, beta, gamma)", 2, body);
    }
    return BLOCK;
  }

  private String definePauliRotation(PauliRotation rotation) {
    PauliString string = rotation.string();
    String name = Names.DEFINED + "r" + string.toString().toLowerCase(Locale.ROOT);
    if (!definitions.containsKey(name)) {
      List<Integer> qubits = IntStream.range(0, string.qubits()).boxed().toList();
      Operation operation = new Operation(rotation, qubits, List.of(Angle.parameter(0)));
      StringBuilder body = new StringBuilder();
      for (Operation part : PauliLadder.decomposition(string, operation)) {
        append(part, Statements::formal, List.of("theta"), body.append("  "));
      }
      define(name, "(theta)", string.qubits(), body);
    }
    return name;
  }

  private String defineUnitary(ComplexMatrix matrix) {
    String known = unitaries.get(matrix);
    if (known != null) {
      return known;
    }
    StringBuilder body = new StringBuilder();
    if (matrix.size() == 2) {
      appendPhase(appendSpecial(matrix, 0, body), body.append("  "));
    } else {
      appendCartan(matrix, body);
    }
    String name = Names.DEFINED + "unitary_" + unitaries.size();
    unitaries.put(matrix, name);
    define(name, "", matrix.size() == 2 ? 1 : 2, body);
    return name;
  }

  private void appendCartan(ComplexMatrix matrix, StringBuilder body) {
    CartanDecomposition cartan = CartanDecomposition.of(matrix);
    double phase = cartan.phase() + appendSpecial(cartan.c(), 0, body);
    phase += appendSpecial(cartan.d(), 1, body);
    body.append(
        "  %s(%s, %s, %s) q0, q1;\n"
            .formatted(defineBlock(), cartan.alpha(), cartan.beta(), cartan.gamma()));
    phase += appendSpecial(cartan.a(), 0, body);
    phase += appendSpecial(cartan.b(), 1, body);
    // The block is the exponential times e^(-i pi/4).
    appendPhase(phase + Math.PI / 4, body.append("  "));
  }

  /**
   * Three rotations on one qubit; the phase they lack is returned. They and not U, whose phase is
   * not the same to all tools: the caller may put a control on them.
   */
  private static double appendSpecial(ComplexMatrix matrix, int qubit, StringBuilder body) {
    EulerAngles euler = EulerAngles.of(matrix);
    String name = formal(qubit);
    body.append("  rz(%s) %s;\n".formatted(euler.lambda(), name));
    body.append("  ry(%s) %s;\n".formatted(euler.theta(), name));
    body.append("  rz(%s) %s;\n".formatted(euler.phi(), name));
    return euler.specialPhase();
  }

  private static void appendPhase(double phase, StringBuilder text) {
    text.append("gphase(%s);\n".formatted(phase));
  }

  private void define(String name, String parameters, int qubits, StringBuilder body) {
    String operands =
        IntStream.range(0, qubits).mapToObj(Statements::formal).collect(Collectors.joining(", "));
    definitions.put(name, "gate " + name + parameters + " " + operands + " {\n" + body + "}\n");
  }

  /** The name of a qubit within a definition. */
  private static String formal(int qubit) {
    return "q" + qubit;
  }

  private static String expression(Angle angle, List<String> parameters) {
    return switch (angle) {
      case Angle.Fixed fixed -> Double.toString(fixed.radians());
      case Angle.Parameter p -> {
        String name = parameters.get(p.index());
        String product = p.scale() == 1 ? name : p.scale() + "*" + name;
        yield p.offset() == 0
            ? product
            : product + (p.offset() < 0 ? " - " : " + ") + Math.abs(p.offset());
      }
    };
  }
}
