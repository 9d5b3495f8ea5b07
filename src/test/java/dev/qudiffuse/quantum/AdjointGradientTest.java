package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import dev.qudiffuse.quantum.execution.ExactBackend;
import dev.qudiffuse.quantum.execution.ParameterShift;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdjointGradientTest {

  private final StateVectorSimulator simulator = new StateVectorSimulator();
  private final AdjointGradient adjoint = new AdjointGradient();

  static Stream<Gate> gatesWithAngles() {
    return RandomCircuits.gates(new Random(7)).stream().filter(gate -> gate.angles() > 0);
  }

  static IntStream seeds() {
    return IntStream.range(0, 30);
  }

  @ParameterizedTest
  @MethodSource("gatesWithAngles")
  void everyGateEqualsParameterShift(Gate gate) {
    Random random = new Random(3);
    List<Angle> angles = IntStream.range(0, gate.angles()).mapToObj(Angle::parameter).toList();
    int register = Math.max(3, gate.qubits());
    for (List<Integer> qubits : RandomCircuits.arrangements(register, gate.qubits())) {
      assertEqualsParameterShift(
          Circuit.builder(register).add(new Operation(gate, qubits, angles)).build(), random);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomCircuitsEqualParameterShift(int seed) {
    Random random = new Random(seed);
    assertEqualsParameterShift(RandomCircuits.circuit(1 + seed % 5, 15, 4, random), random);
  }

  @Test
  void theLayerEqualsParameterShift() {
    assertEqualsParameterShift(new ClusterAnsatz().circuit(4, 2), new Random(1));
  }

  /**
   * Any real function of the output, not only an expectation value: here a linear one, L = Re(c .
   * psi).
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void anglesAndInputEqualFiniteDifferences(int seed) {
    Random random = new Random(seed);
    int qubits = 1 + seed % 4;
    Circuit circuit = RandomCircuits.circuit(qubits, 20, 3, random);
    double[] angles = Dense.gaussians(3, random);
    StateVector input = Dense.randomState(qubits, random);
    StateVector weights = Dense.randomState(qubits, random);

    StateVector state = Dense.copy(input);
    StateVector cotangent = Dense.copy(weights);
    double[] gradient = new double[3];
    simulator.run(circuit, angles, state);
    adjoint.backward(circuit, angles, state, cotangent, gradient);

    assertThat(Dense.distance(state, input)).as("state is rewound").isLessThan(1e-13);
    for (int i = 0; i < 3; i++) {
      assertThat(gradient[i])
          .isCloseTo(difference(circuit, angles, angles, i, input, weights), within(1e-8));
    }
    for (int i = 0; i < input.dimension(); i++) {
      assertThat(cotangent.re()[i])
          .isCloseTo(difference(circuit, angles, input.re(), i, input, weights), within(1e-8));
      assertThat(cotangent.im()[i])
          .isCloseTo(difference(circuit, angles, input.im(), i, input, weights), within(1e-8));
    }
  }

  private double difference(
      Circuit circuit,
      double[] angles,
      double[] changed,
      int i,
      StateVector input,
      StateVector weights) {
    double step = 1e-6;
    double kept = changed[i];
    changed[i] = kept + step;
    StateVector plus = Dense.copy(input);
    simulator.run(circuit, angles, plus);
    changed[i] = kept - step;
    StateVector minus = Dense.copy(input);
    simulator.run(circuit, angles, minus);
    changed[i] = kept;
    return (weights.realInnerProduct(plus) - weights.realInnerProduct(minus)) / (2 * step);
  }

  @Test
  void addsToTheGradientItIsGiven() {
    Circuit circuit = Circuit.builder(1).add(RotationGate.RY, 0, Angle.parameter(0)).build();
    double[] angles = {0.4};
    double[] gradient = {100};
    StateVector state = new StateVector(1);
    StateVector cotangent = new StateVector(1);
    cotangent.setBasisState(1);
    simulator.run(circuit, angles, state);
    adjoint.backward(circuit, angles, state, cotangent, gradient);
    assertThat(gradient[0])
        .as("d sin(theta/2)")
        .isCloseTo(100 + 0.5 * Math.cos(0.2), within(1e-13));
  }

  @Test
  void refusesWhatDoesNotFitTheCircuit() {
    Circuit circuit = ClusterAnsatz.mixing(2);
    double[] two = new double[2];
    assertThatThrownBy(
            () ->
                adjoint.backward(
                    circuit, two, new StateVector(2), new StateVector(2), new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 2 angle gradients, got 3");
    assertThatThrownBy(
            () -> adjoint.backward(circuit, two, new StateVector(2), new StateVector(3), two))
        .hasMessage("expected a state of 2 qubits, got 3");
  }

  private void assertEqualsParameterShift(Circuit circuit, Random random) {
    double[] angles = Dense.gaussians(circuit.parameterCount(), random);
    StateVector input = Dense.randomState(circuit.qubits(), random);
    ComplexMatrix matrix = Dense.randomMatrix(1 << circuit.qubits(), random).hermitianPart();
    List<Integer> register = IntStream.range(0, circuit.qubits()).boxed().toList();
    Observable observable = new HermitianObservable(circuit.qubits(), register, matrix);

    StateVector state = Dense.copy(input);
    simulator.run(circuit, angles, state);
    StateVector cotangent = Dense.times(matrix.times(2, 0), state);
    double[] gradient = new double[angles.length];
    adjoint.backward(circuit, angles, state, cotangent, gradient);

    List<Estimate> shifted =
        new ParameterShift(new ExactBackend())
            .gradients(circuit, angles, input, List.of(observable))
            .getFirst();
    assertThat(gradient)
        .usingComparatorWithPrecision(1e-10)
        .containsExactly(shifted.stream().mapToDouble(Estimate::value).toArray());
  }
}
