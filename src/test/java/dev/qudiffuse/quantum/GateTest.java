package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GateTest {

  private static final double TOLERANCE = 1e-14;

  static Stream<Gate> gates() {
    return RandomCircuits.gates(new Random(1)).stream();
  }

  @ParameterizedTest
  @MethodSource("gates")
  void isUnitaryAndOfTheSizeItSays(Gate gate) {
    ComplexMatrix matrix = gate.matrix(Dense.gaussians(gate.angles(), new Random(2)));
    assertThat(matrix.size()).isEqualTo(1 << gate.qubits());
    assertThat(matrix.isUnitary(TOLERANCE)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("gates")
  void refusesTheWrongNumberOfAngles(Gate gate) {
    assertThatThrownBy(() -> gate.matrix(new double[gate.angles() + 1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("takes " + gate.angles())
        .hasMessageContaining("got " + (gate.angles() + 1));
  }

  @Test
  void qubitZeroIsTheMostSignificantBit() {
    assertThat(Dense.simulated(Circuit.builder(2).add(FixedGate.X, 0).build()))
        .isEqualTo(ComplexMatrix.real(4, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0));
    assertThat(Dense.simulated(Circuit.builder(2).add(FixedGate.X, 1).build()))
        .isEqualTo(ComplexMatrix.real(4, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0));
  }

  @Test
  void theFirstQubitControls() {
    assertThat(Dense.simulated(Circuit.builder(2).add(FixedGate.CNOT, 0, 1).build()))
        .isEqualTo(FixedGate.CNOT.matrix());
    assertThat(Dense.simulated(Circuit.builder(2).add(FixedGate.CNOT, 1, 0).build()))
        .isEqualTo(ComplexMatrix.real(4, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0));
  }

  /** exp(-i theta/2 G) = cos(theta/2) - i sin(theta/2) G for a Pauli matrix G. */
  @Test
  void rotationsFollowTheirSign() {
    double theta = 0.83;
    assertRotation(RotationGate.RX, FixedGate.X, theta);
    assertRotation(RotationGate.RY, FixedGate.Y, theta);
    assertRotation(RotationGate.RZ, FixedGate.Z, theta);
  }

  private static void assertRotation(RotationGate rotation, FixedGate pauli, double theta) {
    ComplexMatrix expected =
        ComplexMatrix.identity(2)
            .times(Math.cos(theta / 2), 0)
            .plus(pauli.matrix().times(0, -Math.sin(theta / 2)));
    assertThat(rotation.matrix(theta).maxDistance(expected)).isLessThan(TOLERANCE);
  }

  @Test
  void phasesArePowersOfEachOther() {
    ComplexMatrix t = FixedGate.T.matrix();
    ComplexMatrix s = FixedGate.S.matrix();
    assertThat(t.times(t).maxDistance(s)).isLessThan(TOLERANCE);
    assertThat(s.times(s).maxDistance(FixedGate.Z.matrix())).isLessThan(TOLERANCE);
    assertThat(RotationGate.P.matrix(Math.PI / 4).maxDistance(t)).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(names = {"CRX", "CRY", "CRZ", "CP"})
  void controlledRotationsLeaveTheOtherHalfAlone(RotationGate gate) {
    ComplexMatrix matrix = gate.matrix(1.1);
    RotationGate plain = RotationGate.valueOf(gate.name().substring(1));
    ComplexMatrix target = plain.matrix(1.1);
    assertThat(matrix.re(0, 0)).isEqualTo(1);
    assertThat(matrix.re(1, 1)).isEqualTo(1);
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        assertThat(matrix.re(row + 2, column + 2)).isEqualTo(target.re(row, column));
        assertThat(matrix.im(row + 2, column + 2)).isEqualTo(target.im(row, column));
      }
    }
  }

  @Test
  void theTwoQubitBlockIsItsEightGatesWithTheirPhase() {
    Random random = new Random(3);
    for (int trial = 0; trial < 20; trial++) {
      double[] angles = Dense.gaussians(3, random);
      ComplexMatrix expected = Dense.matrix(TwoQubitBlock.decomposition(), angles);
      assertThat(new TwoQubitBlock().matrix(angles).maxDistance(expected)).isLessThan(TOLERANCE);
    }
  }

  /** exp(i alpha XX) and the others, one at a time, times the phase e^(-i pi/4). */
  @Test
  void theTwoQubitBlockIsAnExponentialOfPaulis() {
    List<FixedGate> paulis = List.of(FixedGate.X, FixedGate.Y, FixedGate.Z);
    double phase = Math.sqrt(0.5);
    for (int axis = 0; axis < 3; axis++) {
      double[] angles = new double[3];
      angles[axis] = 0.61;
      ComplexMatrix pauli = paulis.get(axis).matrix();
      ComplexMatrix expected =
          ComplexMatrix.identity(4)
              .times(Math.cos(0.61), 0)
              .plus(pauli.kronecker(pauli).times(0, Math.sin(0.61)))
              .times(phase, -phase);
      assertThat(new TwoQubitBlock().matrix(angles).maxDistance(expected)).isLessThan(TOLERANCE);
    }
  }

  @Test
  void refusesWhatIsNotUnitary() {
    assertThatThrownBy(() -> new UnitaryGate(ComplexMatrix.real(2, 1, 0, 0, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unitary");
    assertThatThrownBy(() -> new UnitaryGate(ComplexMatrix.identity(8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got size 8");
    assertThatThrownBy(() -> new UnitaryGate(ComplexMatrix.real(2, Double.NaN, 0, 0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unitary");
  }
}
