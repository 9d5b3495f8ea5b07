package dev.qudiffuse.quantum.qasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Integers of version 3 divide as integers: specification, classical types, "Integers". */
class IntegerTest {

  private static List<Double> angles(String statements) {
    return QasmReader.read(statements).circuit().operations().stream()
        .map(operation -> operation.angles().getFirst().value(new double[0]))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "3/2, 1",
    "-3/2, -1",
    "1/2*pi, 0",
    "pi*1/2, 1.5707963267948966",
    "3.0/2, 1.5",
    "3/2., 1.5",
    "7/2/2, 1",
    "2**3/3, 2",
    "2**-1, 0.5",
    "(7 % 4)/2, 1",
    "sqrt(4)/4, 0.5",
    "n/2, 3",
    "f/2, 3.5"
  })
  void inVersion3(String expression, double expected) {
    assertThat(
            angles(
                "OPENQASM 3.0; include \"stdgates.inc\"; qubit q; const int n = 7;"
                    + " const float f = 7; rx("
                    + expression
                    + ") q;"))
        .singleElement()
        .satisfies(angle -> assertThat(angle).isCloseTo(expected, within(1e-15)));
  }

  @Test
  void inVersion2NumbersAreReal() {
    assertThat(angles("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[1]; rx(3/2) q[0];"))
        .containsExactly(1.5);
  }

  @Test
  void theArgumentOfAGateIsNoInteger() {
    assertThat(
            angles(
                "OPENQASM 3.0; include \"stdgates.inc\"; gate half(a) p { rx(a/2) p; } qubit q;"
                    + " half(3) q;"))
        .containsExactly(1.5);
  }

  @Test
  void aLoopsVariableIsOfItsType() {
    String begin = "OPENQASM 3.0; include \"stdgates.inc\"; qubit q; for ";
    assertThat(angles(begin + "int i in [1:4] { rx(i/2) q; }")).containsExactly(0., 1., 1., 2.);
    assertThat(angles(begin + "float i in {1, 2.5} { rx(i/2) q; }")).containsExactly(.5, 1.25);
    assertThatThrownBy(() -> angles(begin + "uint i in {-0.5, 1.5} { rx(i) q; }"))
        .isInstanceOf(QasmException.class)
        .hasMessage("1:63: expected an integer from 0 to 2147483647, got -0.5");
  }
}
