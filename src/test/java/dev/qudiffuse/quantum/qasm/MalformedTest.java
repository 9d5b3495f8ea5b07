package dev.qudiffuse.quantum.qasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.qudiffuse.quantum.qasm.Programs.Malformed;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedTest {

  static Stream<Malformed> malformed() {
    return Programs.malformed().stream();
  }

  @Test
  void thereAreEnoughPrograms() {
    assertThat(malformed()).hasSizeGreaterThanOrEqualTo(90);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void isRefusedWithPlaceAndReason(Malformed program) {
    QasmException refusal =
        catchThrowableOfType(QasmException.class, () -> QasmReader.read(program.text()));
    assertThat(refusal).hasMessage(program.message());
    assertThat(program.message()).startsWith(refusal.line() + ":" + refusal.column() + ": ");
  }

  @Test
  void programsThatAreTooLong() {
    String text = "qubit q;" + " ".repeat(1 << 20);
    assertThatThrownBy(() -> QasmReader.read(text))
        .isInstanceOf(QasmException.class)
        .hasMessage("1:1: expected a program of at most 1048576 characters, got 1048584");
  }

  @Test
  void expressionsThatAreNestedTooDeep() {
    for (String text :
        new String[] {
          "(".repeat(100_000),
          "-".repeat(100_000) + "1",
          "1" + "+1".repeat(100_000),
          "1" + "**1".repeat(100_000),
          "sin(".repeat(100_000)
        }) {
      for (String place : new String[] {"U(0,0,", "U(0,0,0) q[", "bit[", "ctrl(", "let a = q[0:"}) {
        assertThatThrownBy(() -> QasmReader.read("qubit q;\n" + place + text + ") q;"))
            .isInstanceOf(QasmException.class)
            .hasMessageEndingWith(": expected at most 400 levels of nesting, got more");
      }
    }
  }

  @Test
  void loopsThatAreNestedTooDeep() {
    String text = "qubit q;\n" + "for int i in [0:1] {".repeat(10_000);
    assertThatThrownBy(() -> QasmReader.read(text))
        .isInstanceOf(QasmException.class)
        .hasMessageEndingWith(": expected at most 400 levels of nesting, got more");
  }

  /** Each definition calls the one before it twice: 2^60 gates in 60 lines, or none at all. */
  @Test
  void definitionsThatGrowExponentially() {
    for (String innermost : new String[] {"U(0,0,1) a;", ""}) {
      StringBuilder text = new StringBuilder("gate g0 a { " + innermost + " }\n");
      for (int i = 1; i <= 60; i++) {
        text.append("gate g%d a { g%d a; g%d a; }\n".formatted(i, i - 1, i - 1));
      }
      text.append("qubit q;\ng60 q;\n");
      assertThatThrownBy(() -> QasmReader.read(text.toString()))
          .isInstanceOf(QasmException.class)
          .hasMessage("63:1: expected a program of at most 1000000 steps once expanded, got more");
    }
  }

  /** What grows with the square of the program must be counted, too. */
  @Test
  void inputsThatAccumulate() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      text.append("input float i%d; gphase(i%d);\n".formatted(i, i));
    }
    assertThatThrownBy(() -> QasmReader.read(text + "qubit q;"))
        .isInstanceOf(QasmException.class)
        .hasMessageEndingWith(
            ": expected a program of at most 1000000 steps once expanded, got more");
  }

  @Test
  void definitionsThatAreNestedTooDeep() {
    StringBuilder text = new StringBuilder("gate g0 a { }\n");
    for (int i = 1; i <= 200; i++) {
      text.append("gate g%d a { g%d a; }\n".formatted(i, i - 1));
    }
    assertThatThrownBy(() -> QasmReader.read(text.toString()))
        .isInstanceOf(QasmException.class)
        .hasMessage("101:6: expected gates defined at most 100 levels deep, got more");
  }

  @Test
  void anglesThatOverflowWithinAGate() {
    assertThatThrownBy(
            () -> QasmReader.read("include \"stdgates.inc\";\nqubit q;\nu2(1e308, 1e308) q;"))
        .isInstanceOf(QasmException.class)
        .hasMessage("3:1: expected finite angles, got Infinity");
  }

  /** Short runs of signs, whose tables would be 17 GB together, and one very long run. */
  @Test
  void longCircuitsOfManyQubitsAreNoBurden() {
    for (int qubits : new int[] {16, 20}) {
      String head = "include \"stdgates.inc\";\nqubit[%d] q;\n".formatted(qubits);
      QasmProgram runs =
          QasmReader.read(head + "for int i in [1:35000] { z q[0]; cz q[1], q[2]; h q[0]; }");
      assertThat(runs.circuit().operations()).hasSize(105_000);
      QasmProgram run = QasmReader.read(head + "for int i in [1:100000] { z q[0]; }");
      assertThat(run.circuit().operations()).hasSize(100_000);
    }
  }
}
