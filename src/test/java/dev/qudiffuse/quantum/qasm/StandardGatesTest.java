package dev.qudiffuse.quantum.qasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.FixedGate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every gate of the libraries against the matrix that its library publishes, written out here by
 * itself: qelib1.inc (arXiv 1707.03429 and Qiskit's documentation), stdgates.inc (OpenQASM 3.0).
 */
class StandardGatesTest {

  private static final double TOLERANCE = 1e-14;

  private static final double A = 0.7;
  private static final double B = -1.9;
  private static final double C = 2.3;
  private static final double D = 0.4;
  private static final double R = Math.sqrt(0.5);

  private static final ComplexMatrix I2 = ComplexMatrix.identity(2);
  private static final ComplexMatrix X = ComplexMatrix.real(2, 0, 1, 1, 0);
  private static final ComplexMatrix Y = matrix("0 -i i 0");
  private static final ComplexMatrix Z = ComplexMatrix.real(2, 1, 0, 0, -1);
  private static final ComplexMatrix H = ComplexMatrix.real(2, R, R, R, -R);

  private static final ComplexMatrix SX =
      ComplexMatrix.of(2, new double[] {.5, .5, .5, .5}, new double[] {.5, -.5, -.5, .5});

  /** Entries 0, 1, -1, i, -i. */
  private static ComplexMatrix matrix(String entries) {
    String[] words = entries.split(" ");
    int size = (int) Math.sqrt(words.length);
    double[] re = new double[words.length];
    double[] im = new double[words.length];
    for (int k = 0; k < words.length; k++) {
      double sign = words[k].startsWith("-") ? -1 : 1;
      if (words[k].endsWith("i")) {
        im[k] = sign;
      } else {
        re[k] = Double.parseDouble(words[k]);
      }
    }
    return ComplexMatrix.of(size, re, im);
  }

  private static ComplexMatrix phases(double... arguments) {
    int size = arguments.length;
    double[] re = new double[size * size];
    double[] im = new double[size * size];
    for (int k = 0; k < size; k++) {
      re[k * size + k] = Math.cos(arguments[k]);
      im[k * size + k] = Math.sin(arguments[k]);
    }
    return ComplexMatrix.of(size, re, im);
  }

  private static ComplexMatrix u(double theta, double phi, double lambda) {
    double c = Math.cos(theta / 2);
    double s = Math.sin(theta / 2);
    return ComplexMatrix.of(
        2,
        new double[] {c, -s * Math.cos(lambda), s * Math.cos(phi), c * Math.cos(phi + lambda)},
        new double[] {0, -s * Math.sin(lambda), s * Math.sin(phi), c * Math.sin(phi + lambda)});
  }

  private static ComplexMatrix times(ComplexMatrix matrix, double phase) {
    return matrix.times(Math.cos(phase), Math.sin(phase));
  }

  /** {@code exp(-i theta/2 P)}. */
  private static ComplexMatrix rotation(ComplexMatrix pauli, double theta) {
    return ComplexMatrix.identity(pauli.size())
        .times(Math.cos(theta / 2), 0)
        .plus(pauli.times(0, -Math.sin(theta / 2)));
  }

  /** The target's matrix in the lower right corner. */
  private static ComplexMatrix controlled(int controls, ComplexMatrix target) {
    int size = target.size() << controls;
    int first = size - target.size();
    double[] re = new double[size * size];
    double[] im = new double[size * size];
    for (int k = 0; k < first; k++) {
      re[k * size + k] = 1;
    }
    for (int row = 0; row < target.size(); row++) {
      for (int column = 0; column < target.size(); column++) {
        re[(first + row) * size + first + column] = target.re(row, column);
        im[(first + row) * size + first + column] = target.im(row, column);
      }
    }
    return ComplexMatrix.of(size, re, im);
  }

  private static ComplexMatrix swap() {
    return FixedGate.SWAP.matrix();
  }

  static Stream<Arguments> both() {
    return Stream.of(
        gate("U", u(A, B, C), A, B, C),
        gate("CX", controlled(1, X)),
        gate("id", I2),
        gate("u0", I2, 1),
        gate("x", X),
        gate("y", Y),
        gate("z", Z),
        gate("h", H),
        gate("s", phases(0, Math.PI / 2)),
        gate("sdg", phases(0, -Math.PI / 2)),
        gate("t", phases(0, Math.PI / 4)),
        gate("tdg", phases(0, -Math.PI / 4)),
        gate("sx", SX),
        gate("sxdg", SX.adjoint()),
        gate("rx", rotation(X, A), A),
        gate("ry", rotation(Y, A), A),
        gate("rz", rotation(Z, A), A),
        gate("p", phases(0, A), A),
        gate("u1", phases(0, A), A),
        gate("phase", phases(0, A), A),
        gate("u", u(A, B, C), A, B, C),
        gate("cx", controlled(1, X)),
        gate("cy", controlled(1, Y)),
        gate("cz", controlled(1, Z)),
        gate("ch", controlled(1, H)),
        gate("csx", controlled(1, SX)),
        gate("crx", controlled(1, rotation(X, A)), A),
        gate("cry", controlled(1, rotation(Y, A)), A),
        gate("crz", controlled(1, rotation(Z, A)), A),
        gate("cp", phases(0, 0, 0, A), A),
        gate("cu1", phases(0, 0, 0, A), A),
        gate("cphase", phases(0, 0, 0, A), A),
        gate("cu3", controlled(1, u(A, B, C)), A, B, C),
        gate("cu", controlled(1, times(u(A, B, C), D)), A, B, C, D),
        gate("swap", swap()),
        gate("iswap", matrix("1 0 0 0 0 0 i 0 0 i 0 0 0 0 0 1")),
        gate("rxx", rotation(X.kronecker(X), A), A),
        gate("ryy", rotation(Y.kronecker(Y), A), A),
        gate("rzz", rotation(Z.kronecker(Z), A), A),
        gate("rzx", rotation(Z.kronecker(X), A), A),
        gate("ccx", controlled(2, X)),
        gate("ccz", controlled(2, Z)),
        gate("cswap", controlled(1, swap())),
        gate("c3x", controlled(3, X)),
        gate("c3sqrtx", controlled(3, SX)),
        gate("c4x", controlled(4, X)),
        // X, Z and Y on the target where the first two qubits are 11, 10 (Qiskit's RCCXGate).
        gate("rccx", block(3, Map.of(4, Z, 6, matrix("0 -i i 0")))),
        // Qiskit's RC3XGate: i, -i and X-like blocks where the first two qubits are 1.
        gate("rc3x", block(4, Map.of(12, matrix("i 0 0 -i"), 14, matrix("0 1 -1 0")))));
  }

  /** Blocks of two from these rows on, the identity elsewhere. */
  private static ComplexMatrix block(int qubits, Map<Integer, ComplexMatrix> blocks) {
    int size = 1 << qubits;
    double[] re = new double[size * size];
    double[] im = new double[size * size];
    for (int first = 0; first < size; first += 2) {
      ComplexMatrix matrix = blocks.getOrDefault(first, I2);
      for (int k = 0; k < 4; k++) {
        int entry = (first + k / 2) * size + first + k % 2;
        re[entry] = matrix.re(k / 2, k % 2);
        im[entry] = matrix.im(k / 2, k % 2);
      }
    }
    return ComplexMatrix.of(size, re, im);
  }

  private static Arguments gate(String name, ComplexMatrix expected, double... angles) {
    return Arguments.of(name, expected, angles);
  }

  @ParameterizedTest
  @MethodSource("both")
  void hasItsMatrixInBothLibraries(String name, ComplexMatrix expected, double[] angles) {
    requireMatrix("OPENQASM 2.0; include \"qelib1.inc\";", name, expected, angles);
    requireMatrix("OPENQASM 3.0; include \"stdgates.inc\";", name, expected, angles);
  }

  /** With inputs for angles, the gates are others: rotations instead of matrices. */
  @ParameterizedTest
  @MethodSource("both")
  void hasItsMatrixWithInputs(String name, ComplexMatrix expected, double[] angles) {
    StringBuilder text = new StringBuilder("include \"stdgates.inc\";");
    StringBuilder arguments = new StringBuilder();
    for (int k = 0; k < angles.length; k++) {
      text.append("input float a").append(k).append(";");
      arguments.append(k == 0 ? "" : ",").append("a").append(k);
    }
    QasmProgram program = QasmReader.read(text + call(name, expected, arguments.toString()));
    double[] used =
        program.parameterNames().stream()
            .mapToDouble(input -> angles[Integer.parseInt(input.substring(1))])
            .toArray();
    assertThat(Dense.matrix(program.circuit(), used).maxDistance(expected)).isLessThan(TOLERANCE);
  }

  /** Controlled, inverse, and the square, against the matrix of the same. */
  @ParameterizedTest
  @MethodSource("both")
  void modifiersActOnItsMatrix(String name, ComplexMatrix expected, double[] angles) {
    String head = "OPENQASM 3.0; include \"stdgates.inc\";";
    requireMatrix(head, "ctrl @ " + name, controlled(1, expected), angles);
    requireMatrix(head, "ctrl(2) @ " + name, controlled(2, expected), angles);
    requireMatrix(head, "inv @ " + name, expected.adjoint(), angles);
    requireMatrix(head, "pow(2) @ " + name, expected.times(expected), angles);
    requireMatrix(head, "pow(-1) @ " + name, expected.adjoint(), angles);
    ComplexMatrix opened = controlled(1, expected.adjoint()).times(I2.kronecker(expected));
    requireMatrix(head, "negctrl @ " + name, opened, angles);
  }

  @Test
  void theLibrariesDifferInThePhaseOfU2AndU3() {
    double right = Math.PI / 2;
    String two = "OPENQASM 2.0; include \"qelib1.inc\";";
    requireMatrix(two, "u2", u(right, A, B), A, B);
    requireMatrix(two, "u3", u(A, B, C), A, B, C);
    String three = "OPENQASM 3.0; include \"stdgates.inc\";";
    requireMatrix(three, "u2", times(u(right, A, B), -(A + B) / 2), A, B);
    requireMatrix(three, "u3", times(u(A, B, C), -(B + C) / 2), A, B, C);
  }

  @Test
  void everyGateIsTested() {
    Set<String> tested = new TreeSet<>(Set.of("u2", "u3", "gphase"));
    both().forEach(arguments -> tested.add((String) arguments.get()[0]));
    Set<String> known = new TreeSet<>(StandardGates.builtIn().keySet());
    known.addAll(StandardGates.library("qelib1.inc").orElseThrow().keySet());
    known.addAll(StandardGates.library("stdgates.inc").orElseThrow().keySet());
    assertThat(tested).isEqualTo(known);
  }

  @Test
  void fractionalPowersArePrincipal() {
    String head = "include \"stdgates.inc\";";
    requireMatrix(head, "pow(1/2) @ z", phases(0, Math.PI / 2));
    requireMatrix(head, "pow(1/2) @ x", SX);
    requireMatrix(head, "pow(1/2) @ s", phases(0, Math.PI / 4));
    requireMatrix(head, "inv @ pow(1/2) @ z", phases(0, -Math.PI / 2));
    requireMatrix(head, "pow(0.3) @ rx", rotation(X, 0.3 * A), A);
    requireMatrix(head, "pow(1/2) @ id", I2);
    requireMatrix(head, "ctrl @ pow(1/2) @ gphase", phases(0, 0.5), 1);
    requireMatrix(head, "ctrl @ pow(1/2) @ gphase", phases(0, -0.5), 2 * Math.PI - 1);
    requireMatrix(head, "pow(-0.25) @ z", phases(0, -Math.PI / 4));
    requireMatrix(head, "pow(1/2) @ sdg", phases(0, -Math.PI / 4));
    // Its eigenphases are -pi/2 and pi/2 beyond a whole turn: not half the angle.
    requireMatrix(head, "pow(1/2) @ rz", phases(Math.PI / 4, -Math.PI / 4), 3 * Math.PI);
  }

  /** Where phi + lambda is off by more than a turn may be, U is unitary still. */
  @Test
  void anglesOfVeryManyTurns() {
    QasmProgram program = QasmReader.read("qubit q; U(1, 6e17, 0.7) q; U(1e9, 1e12, 1e15) q;");
    assertThat(Dense.matrix(program.circuit()).isUnitary(TOLERANCE)).isTrue();
  }

  private static void requireMatrix(
      String head, String call, ComplexMatrix expected, double... angles) {
    StringBuilder arguments = new StringBuilder();
    for (int k = 0; k < angles.length; k++) {
      arguments.append(k == 0 ? "" : ",").append(angles[k]);
    }
    QasmProgram program = QasmReader.read(head + call(call, expected, arguments.toString()));
    assertThat(Dense.matrix(program.circuit()).maxDistance(expected)).isLessThan(TOLERANCE);
  }

  private static String call(String call, ComplexMatrix expected, String arguments) {
    int qubits = Integer.numberOfTrailingZeros(expected.size());
    StringBuilder operands = new StringBuilder();
    for (int k = 0; k < qubits; k++) {
      operands.append(k == 0 ? "" : ",").append("q[").append(k).append("]");
    }
    return "qreg q[%d]; %s(%s) %s;".formatted(qubits, call, arguments, operands);
  }
}
