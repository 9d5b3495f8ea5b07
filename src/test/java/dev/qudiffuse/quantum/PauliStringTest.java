package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PauliStringTest {

  private static ComplexMatrix dense(String letters) {
    ComplexMatrix product = ComplexMatrix.identity(1);
    for (char letter : letters.toCharArray()) {
      product =
          product.kronecker(
              letter == 'I'
                  ? ComplexMatrix.identity(2)
                  : FixedGate.valueOf(String.valueOf(letter)).matrix());
    }
    return product;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"I", "X", "Y", "Z", "XY", "YX", "ZI", "YIY", "YYY", "XIZ", "YYYY", "IXYZ"})
  void isTheProductOfItsLetters(String letters) {
    PauliString string = PauliString.of(letters);
    Random random = new Random(1);
    StateVector state = Dense.randomState(letters.length(), random);
    StateVector other = Dense.randomState(letters.length(), random);
    ComplexMatrix dense = dense(letters);

    assertThat(string).hasToString(letters);
    assertThat(string.matrix().maxDistance(dense)).isZero();
    assertThat(string.expectationValue(state))
        .isCloseTo(Dense.expectation(dense, state), within(1e-14));
    StateVector applied = Dense.times(dense, state);
    assertThat(string.realElement(other, state))
        .isCloseTo(other.realInnerProduct(applied), within(1e-14));
    StateVector turned = Dense.times(dense.times(0, -1), state); // Im z = Re(-i z)
    assertThat(string.imaginaryElement(other, state))
        .isCloseTo(other.realInnerProduct(turned), within(1e-14));
    StateVector sum = Dense.copy(other);
    string.addApplied(-0.3, state, sum);
    other.addScaled(-0.3, applied);
    assertThat(Dense.distance(sum, other)).isLessThan(1e-14);
  }

  @Test
  void spreadsOverARegister() {
    assertThat(PauliString.of("XYZ").on(5, List.of(3, 0, 4))).hasToString("YIIXZ");
    assertThat(PauliString.of("XIZ").weight()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"XX, ZZ, true", "XI, ZI, false", "XYZ, YXZ, true", "XYZ, YZX, false", "X, X, true"})
  void commutesAsItsMatricesDo(String first, String second, boolean commute) {
    ComplexMatrix a = dense(first);
    ComplexMatrix b = dense(second);
    assertThat(a.times(b).maxDistance(b.times(a)) == 0).isEqualTo(commute);
    assertThat(PauliString.of(first).commutesWith(PauliString.of(second))).isEqualTo(commute);
  }

  @ParameterizedTest
  @ValueSource(strings = {"XQ", "xz", "Z Z"})
  void refusesOtherLetters(String letters) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PauliString.of(letters))
        .withMessage("expected a Pauli string of the letters I, X, Y, Z, got \"" + letters + "\"");
  }

  @Test
  void refusesRegistersOfTheWrongSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PauliString.of(""))
        .withMessage("expected 1 to 30 qubits, got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> PauliString.of("Z".repeat(31)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PauliString(2, 4, 0))
        .withMessage("expected masks of 2 bits, got 100 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PauliString(2, 0, -1))
        .withMessageStartingWith("expected masks of 2 bits, got 0 and 1111");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PauliString.of("ZZ").expectationValue(new StateVector(3)))
        .withMessage("expected 2 qubits for ZZ, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PauliString.of("ZZ").commutesWith(PauliString.of("X")))
        .withMessage("expected 2 qubits for ZZ, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PauliString.of("ZZ").on(3, List.of(0, 1, 2)))
        .withMessage("expected 2 qubits for ZZ, got 3");
    StateVector two = new StateVector(2);
    StateVector three = new StateVector(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PauliString.of("ZZ").addApplied(1, three, three))
        .withMessage("expected 2 qubits for ZZ, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PauliString.of("ZZ").addApplied(1, two, three));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PauliString.of("ZZ").letter(2))
        .withMessage("expected distinct qubits from 0 to 1, got [2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PauliString.of("ZZ").on(3, List.of(1, 1)))
        .withMessage("expected distinct qubits from 0 to 2, got [1, 1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PauliRotation.of("II"))
        .withMessage("expected a Pauli string other than the identity, got II");
  }
}
