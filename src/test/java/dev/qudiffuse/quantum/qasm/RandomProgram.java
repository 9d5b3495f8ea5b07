package dev.qudiffuse.quantum.qasm;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Programs that obey the grammar, and mean something or not: names, sizes, numbers of arguments and
 * values are mostly right.
 */
final class RandomProgram {

  private static final String[] GATES = {
    "x", "h", "sx", "rx", "p", "u3", "cx", "crz", "cu3", "cu", "swap", "rzz", "ccx", "cswap",
    "rccx", "c3x", "gphase", "U", "id", "iswap"
  };

  private final RandomGenerator random;
  private final StringBuilder text = new StringBuilder();
  private final List<String> gates = new ArrayList<>(List.of(GATES));

  RandomProgram(RandomGenerator random) {
    this.random = random;
    boolean two = random.nextBoolean();
    text.append(two ? "OPENQASM 2.0;\n" : "OPENQASM 3.0;\n");
    text.append(two ? "include \"qelib1.inc\";\n" : "include \"stdgates.inc\";\n");
    text.append("input float a;\ninput angle b;\nconst int n = 2;\n");
    text.append("qreg q[4];\nqubit[3] r;\nqubit s;\nbit[4] c;\n");
    for (int definitions = random.nextInt(3); definitions > 0; definitions--) {
      define("own" + definitions);
    }
    for (int statements = 1 + random.nextInt(5); statements > 0; statements--) {
      statement(2);
    }
    if (random.nextBoolean()) {
      text.append(random.nextBoolean() ? "measure q -> c;\n" : "c[0:2] = measure r;\n");
    }
  }

  String text() {
    return text.toString();
  }

  private void define(String name) {
    text.append("gate ").append(name).append("(t, u) w0, w1, w2, w3 {\n");
    for (int statements = random.nextInt(4); statements > 0; statements--) {
      call(new String[] {"w0", "w1", "w2", "w3"}, new String[] {"t", "u", "t/2", "n*u", "0.3"});
    }
    text.append("}\n");
    gates.add(name);
  }

  private void statement(int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> text.append("barrier q, r;\n");
      case 1, 2, 3, 4, 5 ->
          call(
              new String[] {"q[0]", "q[1]", "q[n]", "q[3]", "r[0]", "r[1]", "r[2]", "s"},
              new String[] {"a", "b", "a-b/3", "2*(a+1)", "pi/2", expression(3), expression(3)});
      case 6 -> {
        text.append("for int i in [0:").append(random.nextInt(3)).append("] {\n");
        statement(depth - 1);
        text.append("}\n");
      }
      default -> text.append("h ").append(random.nextBoolean() ? "q" : "r").append(";\n");
    }
  }

  private void call(String[] operands, String[] angles) {
    String gate = gates.get(random.nextInt(gates.size()));
    int qubits = qubits(gate);
    String[] modifiers = {"inv @ ", "ctrl @ ", "negctrl @ ", "pow(2) @ ", "pow(-1) @ "};
    for (int count = random.nextInt(3); count > 0; count--) {
      String modifier = modifiers[random.nextInt(modifiers.length)];
      qubits += modifier.contains("ctrl") ? 1 : 0;
      text.append(modifier);
    }
    text.append(gate);
    int arguments = angles(gate);
    for (int i = 0; i < arguments; i++) {
      text.append(i == 0 ? "(" : ", ").append(angles[random.nextInt(angles.length)]);
    }
    text.append(arguments > 0 ? ") " : " ");
    int first = random.nextInt(operands.length);
    for (int i = 0; i < qubits; i++) {
      text.append(i == 0 ? "" : ", ").append(operands[(first + i) % operands.length]);
    }
    text.append(";\n");
  }

  private static int qubits(String gate) {
    return switch (gate) {
      case "gphase" -> 0;
      case "x", "h", "sx", "rx", "p", "u3", "U", "id" -> 1;
      case "cx", "crz", "cu3", "cu", "swap", "rzz", "iswap" -> 2;
      case "ccx", "cswap", "rccx" -> 3;
      default -> 4;
    };
  }

  private static int angles(String gate) {
    return switch (gate) {
      case "gphase", "rx", "p", "crz", "rzz" -> 1;
      case "u3", "U", "cu3" -> 3;
      case "cu" -> 4;
      default -> gate.startsWith("own") ? 2 : 0;
    };
  }

  private String expression(int depth) {
    if (depth == 0) {
      String[] leaves = {"pi", "n", "1", "0.25", "3", "tau"};
      return leaves[random.nextInt(leaves.length)];
    }
    String left = expression(depth - 1);
    String[] operators = {" + ", " - ", "*", "/", "**"};
    return switch (random.nextInt(4)) {
      case 0 -> "-(" + left + ")";
      case 1 -> "sqrt(" + left + ")";
      default -> left + operators[random.nextInt(operators.length)] + expression(depth - 1);
    };
  }
}
