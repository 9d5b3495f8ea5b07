package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Gate;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.PauliString;
import dev.qudiffuse.quantum.PauliSum;
import dev.qudiffuse.quantum.RandomCircuits;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.noise.Channel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DensityMatrixTest {

  static Stream<Gate> gates() {
    return RandomCircuits.gates(new Random(7)).stream();
  }

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  /** On a mixed state, so that rows and columns cannot be taken for one another. */
  @ParameterizedTest
  @MethodSource("gates")
  void everyGateIsItsDenseMatrix(Gate gate) {
    Random random = new Random(11);
    int qubits = Math.max(3, gate.qubits());
    double[] angles = Dense.gaussians(gate.angles(), random);
    List<List<Integer>> arrangements = RandomCircuits.arrangements(qubits, gate.qubits());
    for (int i = 0; i < 6; i++) {
      List<Integer> targets = arrangements.get(random.nextInt(arrangements.size()));
      DensityMatrix state = mixed(qubits, random);
      ComplexMatrix expected =
          Noisy.through(List.of(gate.matrix(angles)), targets, qubits, state.matrix());
      state.apply(gate, targets, angles);
      assertThat(state.matrix().maxDistance(expected)).isLessThan(1e-13);
    }
  }

  static Stream<Channel> channels() {
    return Stream.of(
        new Channel.Depolarizing(1, 0.2),
        new Channel.Depolarizing(2, 0.3),
        new Channel.AmplitudeDamping(0.4),
        new Channel.PhaseDamping(0.5),
        new Channel.BitFlip(0.1),
        new Channel.PhaseFlip(0.6),
        Noisy.randomChannel(1, new Random(1)),
        Noisy.randomChannel(2, new Random(2)));
  }

  @ParameterizedTest
  @MethodSource("channels")
  void everyChannelIsItsDenseKrausSum(Channel channel) {
    Random random = new Random(12);
    for (List<Integer> targets : RandomCircuits.arrangements(4, channel.qubits())) {
      DensityMatrix state = mixed(4, random);
      ComplexMatrix expected = Noisy.through(channel.krausOperators(), targets, 4, state.matrix());
      state.apply(channel, targets);
      assertThat(state.matrix().maxDistance(expected)).isLessThan(1e-14);
      assertIsAState(state);
    }
  }

  /** Half of one random pure state, half of another. */
  private static DensityMatrix mixed(int qubits, Random random) {
    DensityMatrix state = DensityMatrix.pure(Dense.randomState(qubits, random));
    state.apply(Noisy.randomChannel(1, random), List.of(0));
    state.apply(new Channel.AmplitudeDamping(0.3), List.of(qubits - 1));
    return state;
  }

  private static void assertIsAState(DensityMatrix state) {
    assertThat(state.trace()).isCloseTo(1, within(1e-13));
    ComplexMatrix matrix = state.matrix();
    assertThat(matrix.maxDistance(matrix.adjoint())).as("Hermitian").isLessThan(1e-14);
    double least = Arrays.stream(HermitianEigen.of(matrix).values()).min().orElseThrow();
    assertThat(least).as("least eigenvalue").isGreaterThan(-1e-13);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void withoutNoiseTheStateStaysPure(int seed) {
    Random random = new Random(seed);
    int qubits = 1 + seed % 8;
    Circuit circuit = RandomCircuits.circuit(qubits, 20, 4, random);
    double[] angles = Dense.gaussians(4, random);
    StateVector input = Dense.randomState(qubits, random);
    DensityMatrix state = DensityMatrix.pure(input);

    for (Operation operation : circuit.bind(angles).operations()) {
      double[] values =
          operation.angles().stream().mapToDouble(a -> a.value(new double[0])).toArray();
      state.apply(operation.gate(), operation.qubits(), values);
    }

    StateVector output = Dense.times(Dense.matrix(circuit, angles), input);
    assertThat(state.matrix().maxDistance(Noisy.pure(output))).isLessThan(1e-13);
    assertThat(state.purity()).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void expectationValuesAreTraces(int seed) {
    Random random = new Random(seed);
    int qubits = 1 + seed % 5;
    DensityMatrix state = mixed(qubits, random);
    for (Observable observable : Noisy.observables(qubits, random)) {
      double trace = Noisy.trace(observable.registerMatrix().times(state.matrix()));
      assertThat(state.expectationValue(observable)).isCloseTo(trace, within(1e-13));
    }
  }

  /** How each channel moves the Bloch vector (x, y, z); Nielsen and Chuang, section 8.3. */
  static Stream<Arguments> blochVectors() {
    double p = 0.3;
    DoubleUnaryOperator same = v -> v;
    return Stream.of(
        bloch(new Channel.Depolarizing(1, p), v -> (1 - p) * v, v -> (1 - p) * v, v -> (1 - p) * v),
        bloch(
            new Channel.AmplitudeDamping(p),
            v -> Math.sqrt(1 - p) * v,
            v -> Math.sqrt(1 - p) * v,
            v -> p + (1 - p) * v),
        bloch(
            new Channel.PhaseDamping(p),
            v -> Math.sqrt(1 - p) * v,
            v -> Math.sqrt(1 - p) * v,
            same),
        bloch(new Channel.BitFlip(p), same, v -> (1 - 2 * p) * v, v -> (1 - 2 * p) * v),
        bloch(new Channel.PhaseFlip(p), v -> (1 - 2 * p) * v, v -> (1 - 2 * p) * v, same));
  }

  private static Arguments bloch(
      Channel channel, DoubleUnaryOperator x, DoubleUnaryOperator y, DoubleUnaryOperator z) {
    return Arguments.of(channel, List.of(x, y, z));
  }

  @ParameterizedTest
  @MethodSource("blochVectors")
  void movesTheBlochVector(Channel channel, List<DoubleUnaryOperator> moves) {
    StateVector psi = Dense.randomState(1, new Random(8));
    DensityMatrix state = DensityMatrix.pure(psi);
    state.apply(channel, List.of(0));
    for (int axis = 0; axis < 3; axis++) {
      PauliSum pauli = PauliSum.of("XYZ".substring(axis, axis + 1));
      assertThat(state.expectationValue(pauli))
          .isCloseTo(moves.get(axis).applyAsDouble(pauli.expectationValue(psi)), within(1e-15));
    }
  }

  /** A string that is not the identity on the pair shrinks by 1 - p, any other stays. */
  @Test
  void depolarizesAPairTogether() {
    StateVector psi = Dense.randomState(3, new Random(9));
    DensityMatrix state = DensityMatrix.pure(psi);
    state.apply(new Channel.Depolarizing(2, 0.3), List.of(2, 0));
    for (int x = 0; x < 8; x++) {
      for (int z = 0; z < 8; z++) {
        PauliString string = new PauliString(3, x, z);
        boolean touched = ((x | z) & 0b101) != 0;
        PauliSum observable = new PauliSum(List.of(new PauliSum.Term(1, string)));
        assertThat(state.expectationValue(observable))
            .as(string.toString())
            .isCloseTo((touched ? 0.7 : 1) * observable.expectationValue(psi), within(1e-14));
      }
    }
  }

  @Test
  void endsInTheFixedPoint() {
    DensityMatrix damped = mixed(2, new Random(3));
    DensityMatrix depolarized = damped.copy();
    for (int i = 0; i < 400; i++) {
      damped.apply(new Channel.AmplitudeDamping(0.1), List.of(0));
      damped.apply(new Channel.AmplitudeDamping(0.1), List.of(1));
    }
    assertThat(damped.matrix().maxDistance(new DensityMatrix(2).matrix())).isLessThan(1e-8);

    depolarized.apply(new Channel.Depolarizing(2, 1), List.of(0, 1));
    ComplexMatrix mixed = ComplexMatrix.identity(4).times(0.25, 0);
    assertThat(depolarized.matrix().maxDistance(mixed)).isLessThan(1e-15);
    assertThat(depolarized.purity()).isCloseTo(0.25, within(1e-15));
  }

  @Test
  void halfOfABellPairIsMaximallyMixed() {
    DensityMatrix state = new DensityMatrix(2);
    state.apply(FixedGate.H, List.of(0));
    state.apply(FixedGate.CNOT, List.of(0, 1));
    state.apply(new Channel.PhaseDamping(1), List.of(0));
    assertThat(state.probability(0)).isCloseTo(0.5, within(1e-15));
    assertThat(state.probability(3)).isCloseTo(0.5, within(1e-15));
    assertThat(state.re(0, 3)).isZero();
    assertThat(state.purity()).isCloseTo(0.5, within(1e-15));
  }

  @Test
  void refusesAtOnceWhatDoesNotFitTheMemory() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DensityMatrix(26))
        .withMessageStartingWith(
            "a density matrix of 26 qubits needs 64 PiB, this machine's heap has ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DensityMatrix(0))
        .withMessage("expected a density matrix of 1 to 15 qubits, got 0");
  }

  @Test
  void refusesQubitsThatAreNotThere() {
    DensityMatrix state = new DensityMatrix(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.apply(FixedGate.H, List.of(3)))
        .withMessage("expected distinct qubits from 0 to 2, got [3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.apply(new Channel.BitFlip(0.1), List.of(-1)))
        .withMessage("expected distinct qubits from 0 to 2, got [-1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.apply(new Channel.Depolarizing(2, 0.1), List.of(1, 1)))
        .withMessage("expected distinct qubits from 0 to 2, got [1, 1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.apply(new Channel.Depolarizing(2, 0.1), List.of(1)))
        .withMessage("expected 2 qubit(s), got [1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.expectationValue(PauliSum.of("ZZ")))
        .withMessage("expected an observable on 3 qubits, got one on 2");
  }
}
