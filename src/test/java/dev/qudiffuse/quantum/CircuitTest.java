package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CircuitTest {

  @Test
  void countsParametersByTheHighestIndex() {
    Circuit circuit =
        Circuit.builder(2)
            .add(RotationGate.RX, 0, Angle.parameter(4))
            .add(RotationGate.RX, 1, Angle.of(1))
            .add(RotationGate.CRZ, 1, 0, Angle.parameter(2).times(3).plus(1))
            .build();
    assertThat(circuit.parameterCount()).isEqualTo(5);
    assertThat(Circuit.builder(1).add(FixedGate.H, 0).build().parameterCount()).isZero();
  }

  @Test
  void anAngleIsAnAffineFunctionOfAParameter() {
    Angle angle = Angle.parameter(1).times(-2).plus(0.5).times(3);
    assertThat(angle.value(new double[] {9, 4})).isEqualTo(3 * (0.5 - 2 * 4));
    double[] gradient = {0, 1};
    angle.backward(10, gradient);
    assertThat(gradient).containsExactly(0, 1 - 60);
    assertThat(Angle.of(2).times(3).plus(1).value(new double[0])).isEqualTo(7);
  }

  @Test
  void appendingRenumbersParameters() {
    Random random = new Random(5);
    Circuit first = RandomCircuits.circuit(3, 10, 4, random);
    Circuit second = RandomCircuits.circuit(3, 10, 3, random);
    Circuit both = Circuit.builder(3).append(first, 0).append(second, 4).build();
    double[] angles = Dense.gaussians(7, random);
    ComplexMatrix expected =
        Dense.matrix(second, angles[4], angles[5], angles[6])
            .times(Dense.matrix(first, angles[0], angles[1], angles[2], angles[3]));
    assertThat(both.parameterCount()).isEqualTo(7);
    assertThat(Dense.simulated(both, angles).maxDistance(expected)).isLessThan(1e-13);
  }

  @Test
  void laterAdditionsDoNotChangeABuiltCircuit() {
    Circuit.Builder builder = Circuit.builder(1).add(FixedGate.H, 0);
    Circuit circuit = builder.build();
    builder.add(FixedGate.X, 0);
    assertThat(circuit.operations()).hasSize(1);
  }

  @Test
  void depthCountsLayersOfGatesThatMustFollowOneAnother() {
    Circuit circuit =
        Circuit.builder(4)
            .add(FixedGate.H, 0)
            .add(FixedGate.H, 1)
            .add(FixedGate.CNOT, 0, 1)
            .add(FixedGate.H, 2)
            .add(FixedGate.CNOT, 2, 1)
            .add(GlobalPhase.of(Angle.of(1)))
            .build();
    assertThat(circuit.depth()).isEqualTo(3);
    assertThat(Circuit.builder(4).build().depth()).isZero();
  }

  @Test
  void refusesQubitsThatAreNotThere() {
    Circuit.Builder builder = Circuit.builder(3);
    assertThatThrownBy(() -> builder.add(FixedGate.H, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("H is on qubit 3; expected 0 to 2");
    assertThatThrownBy(() -> builder.add(FixedGate.CNOT, 0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CNOT is on qubit -1; expected 0 to 2");
    assertThat(builder.build().operations()).isEmpty();
  }

  @Test
  void refusesARepeatedQubit() {
    assertThatThrownBy(() -> Circuit.builder(3).add(FixedGate.SWAP, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SWAP needs distinct qubits, got [1, 1]");
  }

  @Test
  void refusesTheWrongNumberOfQubitsOrAngles() {
    assertThatThrownBy(() -> Circuit.builder(3).add(FixedGate.CNOT, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CNOT acts on 2 qubit(s), got [1]");
    assertThatThrownBy(() -> Circuit.builder(3).add(RotationGate.RX, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RX takes 1 angle(s), got 0");
    assertThatThrownBy(() -> Angle.parameter(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got -1");
  }

  @Test
  void refusesRegistersThatCannotBe() {
    assertThatThrownBy(() -> Angle.parameter(0).times(Double.NaN))
        .hasMessage("expected a finite scale and offset, got NaN and NaN");
    assertThatThrownBy(() -> Circuit.builder(0)).hasMessage("expected 1 to 30 qubits, got 0");
    String tooLarge = "expected 1 to 30 qubits, got 40, whose state would need 16 TiB";
    assertThatThrownBy(() -> Circuit.builder(40)).hasMessage(tooLarge);
    assertThatThrownBy(() -> new StateVector(40)).hasMessage(tooLarge);
    assertThatThrownBy(() -> new StateVector(0)).hasMessage("expected 1 to 30 qubits, got 0");
    assertThatThrownBy(() -> Circuit.builder(2).append(Circuit.builder(3).build(), 0))
        .hasMessage("expected a circuit of 2 qubits, got 3");
  }

  @Test
  void compilesARunOfSignsIntoOneKernel() {
    Circuit chain =
        Circuit.builder(3)
            .add(FixedGate.CZ, 0, 1)
            .add(FixedGate.Z, 0)
            .add(FixedGate.CZ, 1, 2)
            .build();
    assertThat(chain.kernels()).hasSize(1).hasOnlyElementsOfType(SignKernel.class);
    assertThat(Dense.simulated(chain).maxDistance(Dense.matrix(chain))).isZero();
  }

  @Test
  void signsThatStandTwiceInARunCancel() {
    Circuit chain =
        Circuit.builder(3)
            .add(FixedGate.CZ, 0, 1)
            .add(FixedGate.Z, 2)
            .add(FixedGate.CZ, 1, 0)
            .add(FixedGate.Z, 0)
            .add(FixedGate.Z, 2)
            .add(FixedGate.Z, 2)
            .build();
    assertThat(chain.kernels()).hasSize(1);
    assertThat(Dense.simulated(chain).maxDistance(Dense.matrix(chain))).isZero();
  }

  /** Beyond 64 tables on 16 qubits, each sign is a kernel of its own, with the same result. */
  @Test
  void tablesOfSignsHaveABound() {
    Circuit.Builder builder = Circuit.builder(16);
    for (int i = 0; i < 65; i++) {
      builder.add(FixedGate.Z, 0).add(FixedGate.CZ, 0, 1).add(FixedGate.H, 0);
    }
    Kernel[] kernels = Compiler.gateByGate(16, builder.build().operations());
    assertThat(kernels).filteredOn(SignKernel.class::isInstance).hasSize(64);
    assertThat(kernels).hasSize(64 * 2 + 3);
  }
}
