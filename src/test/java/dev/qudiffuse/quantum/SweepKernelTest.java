package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Large registers, whose gates share sweeps, against one gate after the other. */
class SweepKernelTest {

  private static final int PARAMETERS = 4;

  private final StateVectorSimulator simulator = new StateVectorSimulator();
  private final AdjointGradient adjoint = new AdjointGradient();

  static IntStream seeds() {
    return IntStream.range(0, 6);
  }

  private static int qubits(int seed) {
    return Compiler.MIN_SWEEP_QUBITS + seed % 2;
  }

  private static Circuit circuit(int seed) {
    return RandomCircuits.circuit(qubits(seed), 60, PARAMETERS, new Random(seed));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sweepsDoWhatTheGatesDoOneByOne(int seed) {
    Circuit circuit = circuit(seed);
    assertThat(circuit.kernels()).hasSizeLessThan(40).hasOnlyElementsOfType(SweepKernel.class);
    double[] angles = Dense.gaussians(PARAMETERS, new Random(seed));
    StateVector input = Dense.randomState(qubits(seed), new Random(seed));
    StateVector expected = Dense.copy(input);
    for (Kernel kernel : Compiler.gateByGate(qubits(seed), circuit.operations())) {
      kernel.apply(angles, expected.re(), expected.im());
    }

    StateVector state = Dense.copy(input);
    simulator.run(circuit, angles, state);
    assertThat(Dense.distance(state, expected)).isLessThan(1e-13);

    simulator.runInverse(circuit, angles, state);
    assertThat(Dense.distance(state, input)).isLessThan(1e-13);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void gradientsAreThoseOfTheGatesOneByOne(int seed) {
    Circuit circuit = circuit(seed);
    double[] angles = Dense.gaussians(PARAMETERS, new Random(seed));
    StateVector state = Dense.randomState(qubits(seed), new Random(seed));
    StateVector cotangent = Dense.randomState(qubits(seed), new Random(seed + 100));
    StateVector otherState = Dense.copy(state);
    StateVector otherCotangent = Dense.copy(cotangent);
    double[] expected = new double[PARAMETERS];
    List<Kernel> kernels =
        List.of(Compiler.gateByGate(qubits(seed), circuit.operations())).reversed();
    for (Kernel kernel : kernels) {
      kernel.backward(angles, otherState, otherCotangent, expected);
    }

    double[] gradient = new double[PARAMETERS];
    adjoint.backward(circuit, angles, state, cotangent, gradient);

    assertThat(gradient).usingComparatorWithPrecision(1e-12).containsExactly(expected);
    assertThat(Dense.distance(state, otherState)).isLessThan(1e-13);
    assertThat(Dense.distance(cotangent, otherCotangent)).isLessThan(1e-13);
  }

  @Test
  void aGateTooWideForATileIsAppliedByItself() {
    Circuit.Builder builder = Circuit.builder(16).add(FixedGate.H, 0);
    List<Integer> all = IntStream.range(0, 16).boxed().toList();
    builder.add(new Controlled(FixedGate.X, 15), all);
    builder.add(PauliRotation.of("XYZXYZXYZXYZXYZX"), all, Angle.parameter(0));
    Circuit circuit = builder.add(FixedGate.T, 3).build();
    double[] angles = {0.7};
    StateVector state = Dense.randomState(16, new Random(1));
    StateVector expected = Dense.copy(state);
    for (Kernel kernel : Compiler.gateByGate(16, circuit.operations())) {
      kernel.apply(angles, expected.re(), expected.im());
    }

    simulator.run(circuit, angles, state);

    assertThat(circuit.kernels()).hasSizeLessThanOrEqualTo(4);
    assertThat(Dense.distance(state, expected)).isLessThan(1e-14);
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    Circuit circuit = circuit(2);
    double[] angles = Dense.gaussians(PARAMETERS, new Random(3));
    double[] alone = new double[PARAMETERS];
    double[] together = new double[PARAMETERS];
    StateVector first = onThreads(1, circuit, angles, alone);
    StateVector second = onThreads(4, circuit, angles, together);

    assertThat(second.re()).containsExactly(first.re());
    assertThat(second.im()).containsExactly(first.im());
    assertThat(together).containsExactly(alone);
  }

  private StateVector onThreads(int threads, Circuit circuit, double[] angles, double[] gradient) {
    try (var pool = new ForkJoinPool(threads)) {
      return pool.submit(
              () -> {
                StateVector state = Dense.randomState(circuit.qubits(), new Random(5));
                StateVector cotangent = Dense.randomState(circuit.qubits(), new Random(6));
                simulator.run(circuit, angles, state);
                adjoint.backward(circuit, angles, state, cotangent, gradient);
                return state;
              })
          .join();
    }
  }

  /** As the page on performance has it. */
  @ParameterizedTest
  @CsvSource({"16, 2, 2", "20, 5, 4", "24, 6, 6"})
  void aLayerTakesFewSweeps(int qubits, int paper, int hardwareEfficient) {
    assertThat(new ClusterAnsatz().circuit(qubits, 1).kernels()).hasSize(paper);
    assertThat(
            SimulatorBenchmark.circuit(SimulatorBenchmark.Kind.HARDWARE_EFFICIENT_LAYER, qubits)
                .kernels())
        .hasSize(hardwareEfficient);
  }

  @Test
  void fixedNeighboursBecomeOneMatrix() {
    Circuit circuit =
        Circuit.builder(2)
            .add(FixedGate.H, 0)
            .add(FixedGate.X, 1)
            .add(RotationGate.RY, 0, Angle.of(0.3))
            .add(FixedGate.T, 0)
            .add(FixedGate.CNOT, 0, 1)
            .add(FixedGate.H, 0)
            .add(RotationGate.RX, 0, Angle.parameter(0))
            .add(FixedGate.H, 0)
            .build();
    assertThat(circuit.kernels()).hasSize(6);
    assertThat(Dense.simulated(circuit, 0.4).maxDistance(Dense.matrix(circuit, 0.4)))
        .isLessThan(1e-15);
  }
}
