package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateVectorSimulatorTest {

  private final StateVectorSimulator simulator = new StateVectorSimulator();

  static Stream<Gate> gates() {
    return RandomCircuits.gates(new Random(7)).stream();
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("gates")
  void everyGateOnEveryQubitIsItsDenseMatrix(Gate gate) {
    int qubits = 4;
    Random random = new Random(11);
    List<Angle> angles = IntStream.range(0, gate.angles()).mapToObj(Angle::parameter).toList();
    for (List<Integer> targets : RandomCircuits.arrangements(qubits, gate.qubits())) {
      Circuit circuit = Circuit.builder(qubits).add(new Operation(gate, targets, angles)).build();
      assertMatchesDense(circuit, random);
    }
  }

  /** On one qubit the register's matrix is a literal product 1 (x) ... U ... (x) 1. */
  @Test
  void aOneQubitGateIsAKroneckerProduct() {
    ComplexMatrix u = RandomCircuits.unitary(1, new Random(3));
    ComplexMatrix one = ComplexMatrix.identity(2);
    assertThat(onQubit(0, u).maxDistance(u.kronecker(one).kronecker(one))).isZero();
    assertThat(onQubit(1, u).maxDistance(one.kronecker(u).kronecker(one))).isZero();
    assertThat(onQubit(2, u).maxDistance(one.kronecker(one).kronecker(u))).isZero();
  }

  private static ComplexMatrix onQubit(int qubit, ComplexMatrix u) {
    return Dense.simulated(Circuit.builder(3).add(new UnitaryGate(u), qubit).build());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomCircuitsAreTheirDenseMatrices(int seed) {
    Random random = new Random(seed);
    assertMatchesDense(RandomCircuits.circuit(1 + seed % 6, 25, 4, random), random);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theInverseUndoesAndTheNormStays(int seed) {
    Random random = new Random(100 + seed);
    int qubits = 1 + seed % 8;
    Circuit circuit = RandomCircuits.circuit(qubits, 60, 5, random);
    double[] angles = Dense.gaussians(circuit.parameterCount(), random);
    StateVector before = Dense.randomState(qubits, random);
    StateVector state = Dense.copy(before);
    simulator.run(circuit, angles, state);
    assertThat(state.squaredNorm()).isCloseTo(1, within(1e-13));
    simulator.runInverse(circuit, angles, state);
    assertThat(Dense.distance(state, before)).isLessThan(1e-13);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theInverseCircuitUndoesToo(int seed) {
    Random random = new Random(200 + seed);
    int qubits = 1 + seed % 6;
    Circuit circuit = RandomCircuits.circuit(qubits, 40, 5, random);
    double[] angles = Dense.gaussians(circuit.parameterCount(), random);
    StateVector before = Dense.randomState(qubits, random);
    StateVector state = Dense.copy(before);
    simulator.run(circuit, angles, state);
    simulator.run(circuit.inverse(), angles, state);
    assertThat(Dense.distance(state, before)).isLessThan(1e-13);
  }

  @ParameterizedTest
  @MethodSource("gates")
  void everyGatesInverseUndoesIt(Gate gate) {
    Random random = new Random(12);
    List<Angle> angles = IntStream.range(0, gate.angles()).mapToObj(Angle::parameter).toList();
    List<Integer> targets = IntStream.range(0, gate.qubits()).boxed().toList();
    // A global phase is on none, a register has one at least.
    int qubits = Math.max(1, gate.qubits());
    Circuit circuit = Circuit.builder(qubits).add(new Operation(gate, targets, angles)).build();
    double[] values = Dense.gaussians(gate.angles(), random);

    ComplexMatrix product =
        Dense.matrix(circuit.inverse(), values).times(Dense.matrix(circuit, values));

    assertThat(product.maxDistance(ComplexMatrix.identity(product.size()))).isLessThan(1e-14);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aBoundCircuitNeedsNoAngles(int seed) {
    Random random = new Random(300 + seed);
    int qubits = 1 + seed % 6;
    Circuit circuit = RandomCircuits.circuit(qubits, 40, 5, random);
    double[] angles = Dense.gaussians(circuit.parameterCount(), random);
    StateVector state = Dense.randomState(qubits, random);
    StateVector other = Dense.copy(state);
    simulator.run(circuit, angles, state);
    simulator.run(circuit.bind(angles), new double[0], other);
    assertThat(Dense.distance(state, other)).isLessThan(1e-13);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theNormStaysOverAThousandGates(int qubits) {
    Random random = new Random(5);
    Circuit circuit = RandomCircuits.circuit(qubits, 1000, 10, random);
    StateVector state = Dense.randomState(qubits, random);
    simulator.run(circuit, Dense.gaussians(10, random), state);
    assertThat(state.squaredNorm()).isCloseTo(1, within(1e-12));
  }

  @Test
  void aBellPairIsWhatItShouldBe() {
    Circuit bell = Circuit.builder(2).add(FixedGate.H, 0).add(FixedGate.CNOT, 0, 1).build();
    StateVector state = new StateVector(2);
    simulator.run(bell, new double[0], state);
    assertThat(state.probability(0)).isCloseTo(0.5, within(1e-15));
    assertThat(state.probability(3)).isCloseTo(0.5, within(1e-15));
    assertThat(state.probability(1) + state.probability(2)).isZero();
  }

  @Test
  void twoRunsGiveTheSameBits() {
    Random random = new Random(9);
    Circuit circuit = new ClusterAnsatz().circuit(8, 3);
    double[] angles = Dense.gaussians(circuit.parameterCount(), random);
    StateVector first = Dense.randomState(8, random);
    StateVector second = Dense.copy(first);
    simulator.run(circuit, angles, first);
    for (int i = 0; i < 2000; i++) {
      StateVector again = Dense.copy(second);
      simulator.run(circuit, angles, again);
      assertThat(again.re()).containsExactly(first.re());
      assertThat(again.im()).containsExactly(first.im());
    }
  }

  /** Small registers, and one so large that its gates share out work themselves. */
  @ParameterizedTest
  @CsvSource({"1, 50", "4, 100", "8, 33", "16, 3"})
  void manyStatesBecomeWhatEachBecomesAlone(int qubits, int count) {
    Random random = new Random(qubits);
    Circuit circuit = RandomCircuits.circuit(qubits, 30, 5, random);
    List<double[]> angles = Stream.generate(() -> Dense.gaussians(5, random)).limit(count).toList();
    List<StateVector> inputs =
        Stream.generate(() -> Dense.randomState(qubits, random)).limit(count).toList();
    List<StateVector> own = inputs.stream().map(Dense::copy).toList();
    List<StateVector> same = inputs.stream().map(Dense::copy).toList();
    try (var pool = new ForkJoinPool(4)) {
      pool.submit(() -> simulator.run(circuit, angles, own)).join();
      pool.submit(() -> simulator.run(circuit, angles.getFirst(), same)).join();
    }
    for (int k = 0; k < count; k++) {
      StateVector alone = Dense.copy(inputs.get(k));
      simulator.run(circuit, angles.get(k), alone);
      assertThat(own.get(k).re()).containsExactly(alone.re());
      assertThat(own.get(k).im()).containsExactly(alone.im());
      alone.copyFrom(inputs.get(k));
      simulator.run(circuit, angles.getFirst(), alone);
      assertThat(same.get(k).re()).containsExactly(alone.re());
      assertThat(same.get(k).im()).containsExactly(alone.im());
    }
  }

  @Test
  void refusesManyStatesOfWhichOneDoesNotFit() {
    Circuit circuit = ClusterAnsatz.mixing(3);
    double[] angles = {0.1, 0.2, 0.3};
    StateVector state = new StateVector(3);
    assertThatThrownBy(() -> simulator.run(circuit, List.of(angles), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a set of angles for each of 0 states, got 1");
    assertThatThrownBy(
            () ->
                simulator.run(
                    circuit, List.of(angles, new double[2]), List.of(state, new StateVector(3))))
        .hasMessage("expected 3 circuit angles, got 2");
    assertThatThrownBy(() -> simulator.run(circuit, angles, List.of(state, new StateVector(2))))
        .hasMessage("expected a state of 3 qubits, got 2");
    assertThatThrownBy(() -> simulator.run(circuit, angles, List.of(state, state)))
        .hasMessage("expected different states, got the same one again in place 1");
    assertThat(state.re()).as("unchanged").containsExactly(new StateVector(3).re());
    simulator.run(circuit, List.of(), List.of());
  }

  @Test
  void allocatesNothing() {
    Random random = new Random(13);
    Circuit circuit = RandomCircuits.circuit(5, 200, 8, random);
    double[] angles = Dense.gaussians(8, random);
    double[] gradient = new double[8];
    StateVector state = Dense.randomState(5, random);
    StateVector cotangent = Dense.randomState(5, random);
    AdjointGradient adjoint = new AdjointGradient();
    AdaptiveNonLocalObservables observables = AdaptiveNonLocalObservables.sliding(5, 2, 3);
    ObservablePass pass = observables.newPass();
    float[] parameters = new float[observables.parameterCount()];
    double[] values = new double[observables.features()];
    Runnable step =
        () -> {
          simulator.run(circuit, angles, state);
          pass.expectationValues(state, parameters, 0, values);
          pass.backward(state, parameters, 0, values, cotangent, parameters, 0);
          adjoint.backward(circuit, angles, state, cotangent, gradient);
        };
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 5000; i++) {
      step.run(); // vectors are objects until the second compiler has seen the loops
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      step.run();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("less than the smallest object a step").isLessThan(100 * 16);
  }

  @Test
  void refusesWhatDoesNotFitTheCircuit() {
    Circuit circuit = ClusterAnsatz.mixing(3);
    assertThatThrownBy(() -> simulator.run(circuit, new double[2], new StateVector(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 3 circuit angles, got 2");
    assertThatThrownBy(() -> simulator.run(circuit, new double[4], new StateVector(3)))
        .hasMessage("expected 3 circuit angles, got 4");
    assertThatThrownBy(() -> simulator.run(circuit, new double[3], new StateVector(2)))
        .hasMessage("expected a state of 3 qubits, got 2");
    assertThatThrownBy(() -> simulator.runInverse(circuit, new double[3], new StateVector(4)))
        .hasMessage("expected a state of 3 qubits, got 4");
    assertThatThrownBy(() -> new StateVector(2).setBasisState(4)).hasMessageContaining("got 4");
    assertThatThrownBy(() -> new StateVector(2).copyFrom(new StateVector(3)))
        .hasMessage("expected a state of 2 qubits, got 3");
  }

  private void assertMatchesDense(Circuit circuit, Random random) {
    double[] angles = Dense.gaussians(circuit.parameterCount(), random);
    StateVector state = Dense.randomState(circuit.qubits(), random);
    StateVector expected = Dense.times(Dense.matrix(circuit, angles), state);
    simulator.run(circuit, angles, state);
    assertThat(Dense.distance(state, expected)).isLessThan(1e-13);
  }
}
