package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HadamardTestTest {

  private static final int QUBITS = 3;

  private final StateVectorSimulator simulator = new StateVectorSimulator();

  /**
   * The real thing: an ancilla in plus, U where it is 1, a Hadamard, and the expectation value of
   * its Z.
   */
  @Test
  void equalsTheTestWithAnAncilla() {
    Random random = new Random(1);
    Circuit circuit = RandomCircuits.circuit(QUBITS, 20, 3, random);
    double[] angles = Dense.gaussians(3, random);
    StateVector input = Dense.randomState(QUBITS, random);

    // The ancilla is qubit 0, so the register's amplitudes lie in the first half.
    StateVector joint = new StateVector(QUBITS + 1);
    AmplitudeEmbedding.embed(input.re(), input.im(), joint);
    ComplexMatrix hadamard = Dense.onRegister(QUBITS + 1, FixedGate.H.matrix(), List.of(0));
    joint = Dense.times(hadamard, joint);
    joint = Dense.times(controlled(Dense.matrix(circuit, angles)), joint);
    joint = Dense.times(hadamard, joint);
    ComplexMatrix z = Dense.onRegister(QUBITS + 1, FixedGate.Z.matrix(), List.of(0));

    StateVector output = Dense.copy(input);
    simulator.run(circuit, angles, output);
    assertThat(HadamardTest.value(input, output))
        .isCloseTo(Dense.expectation(z, joint), within(1e-13));
  }

  private static ComplexMatrix controlled(ComplexMatrix u) {
    ComplexMatrix zero = ComplexMatrix.real(2, 1, 0, 0, 0);
    ComplexMatrix one = ComplexMatrix.real(2, 0, 0, 0, 1);
    return zero.kronecker(ComplexMatrix.identity(u.size())).plus(one.kronecker(u));
  }

  @Test
  void gradientsEqualFiniteDifferences() {
    Random random = new Random(2);
    Circuit circuit = RandomCircuits.circuit(QUBITS, 20, 4, random);
    double[] angles = Dense.gaussians(4, random);
    StateVector input = Dense.randomState(QUBITS, random);

    StateVector output = Dense.copy(input);
    simulator.run(circuit, angles, output);
    StateVector inputCotangent = new StateVector(QUBITS);
    StateVector outputCotangent = new StateVector(QUBITS);
    inputCotangent.clear();
    outputCotangent.clear();
    double[] gradient = new double[4];
    HadamardTest.backward(input, output, 1.5, inputCotangent, outputCotangent);
    new AdjointGradient().backward(circuit, angles, output, outputCotangent, gradient);
    inputCotangent.addScaled(1, outputCotangent);

    for (int i : IntStream.range(0, 4).toArray()) {
      assertThat(gradient[i])
          .isCloseTo(1.5 * difference(circuit, angles, angles, i, input), within(1e-8));
    }
    for (int i : IntStream.range(0, input.dimension()).toArray()) {
      assertThat(inputCotangent.re()[i])
          .isCloseTo(1.5 * difference(circuit, angles, input.re(), i, input), within(1e-8));
      assertThat(inputCotangent.im()[i])
          .isCloseTo(1.5 * difference(circuit, angles, input.im(), i, input), within(1e-8));
    }
  }

  private double difference(
      Circuit circuit, double[] angles, double[] changed, int i, StateVector input) {
    double step = 1e-6;
    double kept = changed[i];
    changed[i] = kept + step;
    double plus = value(circuit, angles, input);
    changed[i] = kept - step;
    double minus = value(circuit, angles, input);
    changed[i] = kept;
    return (plus - minus) / (2 * step);
  }

  private double value(Circuit circuit, double[] angles, StateVector input) {
    StateVector output = Dense.copy(input);
    simulator.run(circuit, angles, output);
    return HadamardTest.value(input, output);
  }

  /** A global phase is invisible to observables, but not to this test. */
  @Test
  void seesAGlobalPhase() {
    Circuit block =
        Circuit.builder(2)
            .add(new TwoQubitBlock(), 0, 1, Angle.of(0), Angle.of(0), Angle.of(0))
            .build();
    StateVector input = Dense.randomState(2, new Random(3));
    StateVector output = Dense.copy(input);
    simulator.run(block, new double[0], output);
    assertThat(HadamardTest.value(input, output)).isCloseTo(Math.sqrt(0.5), within(1e-14));
  }
}
