package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.PauliString;
import dev.qudiffuse.quantum.PauliSum;
import dev.qudiffuse.quantum.RandomCircuits;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import dev.qudiffuse.quantum.noise.Channel;
import dev.qudiffuse.quantum.noise.NoiseModel;
import dev.qudiffuse.quantum.noise.ReadoutError;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shots and trajectories against the exact backends: within 5 of their standard errors (for a right
 * program one figure in two million is not), and with standard errors that are right themselves.
 */
class SamplingBackendTest {

  private static final double[] NO_ANGLES = {};

  static IntStream seeds() {
    return IntStream.range(0, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shotsConvergeToTheExactBackend(int seed) {
    assertConverges(
        seed, new ExactBackend(), new ShotBackend(new ExactBackend(), 4000, new Well19937c(seed)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noisyShotsConvergeToTheDensityMatrix(int seed) {
    NoiseModel noise =
        Noisy.everyChannel(new Random(seed)).withReadout(new ReadoutError(0.03, 0.07));
    DensityMatrixBackend density = new DensityMatrixBackend(noise);
    assertConverges(seed, density, new ShotBackend(density, 4000, new Well19937c(seed)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trajectoriesConvergeToTheDensityMatrix(int seed) {
    NoiseModel noise =
        Noisy.everyChannel(new Random(seed)).withReadout(1, new ReadoutError(0.03, 0.07));
    assertConverges(
        seed,
        new DensityMatrixBackend(noise),
        new TrajectoryBackend(noise, 1000, new Well19937c(seed)));
  }

  /** Of 1 to 8 qubits, so that a mistake that all backends share is seen, too. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shotsAndTrajectoriesConvergeToDenseMatrices(int qubits) {
    Random random = new Random(2000 + qubits);
    NoiseModel noise = Noisy.everyChannel(random);
    Circuit circuit = RandomCircuits.circuit(qubits, 12, 4, random);
    double[] angles = Dense.gaussians(4, random);
    StateVector input = Dense.randomState(qubits, random);
    List<Observable> observables = Noisy.observables(qubits, random);
    ComplexMatrix rho = Noisy.run(circuit, angles, noise, Noisy.pure(input));
    for (Backend backend :
        List.of(
            new ShotBackend(new DensityMatrixBackend(noise), 2000, new Well19937c(qubits)),
            new TrajectoryBackend(noise, 500, new Well19937c(qubits)))) {
      List<Estimate> estimates = backend.expectationValues(circuit, angles, input, observables);
      double[] probabilities = backend.probabilities(circuit, angles, input);
      for (int i = 0; i < observables.size(); i++) {
        double expected = Noisy.trace(observables.get(i).registerMatrix().times(rho));
        assertThat(estimates.get(i).standardError()).isBetween(1e-4, 0.2);
        assertThat(estimates.get(i).value())
            .isCloseTo(expected, within(5 * estimates.get(i).standardError()));
      }
      for (int i = 0; i < probabilities.length; i++) {
        double p = rho.re(i, i);
        // Few counts are not normal: 5 deviations, and 5 shots of slack.
        assertThat(probabilities[i])
            .isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / 500) + 5 / 2000.0));
      }
    }
  }

  private static void assertConverges(int seed, Backend exact, Backend sampling) {
    Random random = new Random(1000 + seed);
    int qubits = 2 + seed % 3;
    Circuit circuit = RandomCircuits.circuit(qubits, 12, 4, random);
    double[] angles = Dense.gaussians(4, random);
    StateVector input = Dense.randomState(qubits, random);
    List<Observable> observables = Noisy.observables(qubits, random);

    List<Estimate> expected = exact.expectationValues(circuit, angles, input, observables);
    List<Estimate> estimates = sampling.expectationValues(circuit, angles, input, observables);

    for (int i = 0; i < observables.size(); i++) {
      assertThat(estimates.get(i).standardError()).isBetween(1e-4, 0.2);
      assertThat(estimates.get(i).value())
          .isCloseTo(expected.get(i).value(), within(5 * estimates.get(i).standardError()));
    }
  }

  @Test
  void theStandardErrorOfShotsIsRight() {
    assertCalibrated(
        new ExactBackend(), seed -> new ShotBackend(new ExactBackend(), 400, new Well19937c(seed)));
  }

  @Test
  void theStandardErrorOfNoisyShotsIsRight() {
    DensityMatrixBackend density =
        new DensityMatrixBackend(
            NoiseModel.depolarizing(0.02).withReadout(new ReadoutError(0.02, 0.05)));
    assertCalibrated(density, seed -> new ShotBackend(density, 400, new Well19937c(seed)));
  }

  @Test
  void theStandardErrorOfTrajectoriesIsRight() {
    NoiseModel noise = NoiseModel.ideal().afterEveryGate(new Channel.AmplitudeDamping(0.1));
    assertCalibrated(
        new DensityMatrixBackend(noise),
        seed -> new TrajectoryBackend(noise, 100, new Well19937c(seed)));
  }

  /** With a sum whose terms need three measurements, two of which it shares with the other. */
  private static void assertCalibrated(Backend exact, IntFunction<Backend> sampling) {
    Random random = new Random(5);
    Circuit circuit = new ClusterAnsatz().circuit(3, 1);
    double[] angles = Dense.gaussians(circuit.parameterCount(), random);
    StateVector zero = new StateVector(3);
    Observable sum =
        new PauliSum(
            List.of(
                new PauliSum.Term(0.5, PauliString.of("ZZI")),
                new PauliSum.Term(-1, PauliString.of("IXX")),
                new PauliSum.Term(0.7, PauliString.of("YIY")),
                new PauliSum.Term(2, PauliString.of("III"))));
    Observable single = PauliSum.of("ZIZ");
    List<Observable> observables = List.of(sum, single);
    List<Estimate> expected = exact.expectationValues(circuit, angles, zero, observables);
    ZScores sums = new ZScores();
    ZScores singles = new ZScores();
    for (int seed = 0; seed < 400; seed++) {
      List<Estimate> estimates =
          sampling.apply(seed).expectationValues(circuit, angles, zero, observables);
      sums.add(estimates.get(0), expected.get(0).value());
      singles.add(estimates.get(1), expected.get(1).value());
    }
    sums.assertStandardNormal();
    singles.assertStandardNormal();
  }

  /** However few trajectories a backend averages over: each shot has its own. */
  @ParameterizedTest
  @MethodSource("seeds")
  void countsFollowTheProbabilities(int seed) {
    Random random = new Random(seed);
    NoiseModel noise = Noisy.everyChannel(random).withReadout(new ReadoutError(0.05, 0.1));
    Circuit circuit = RandomCircuits.circuit(3, 10, 4, random);
    double[] angles = Dense.gaussians(4, random);
    StateVector input = Dense.randomState(3, random);
    DensityMatrixBackend density = new DensityMatrixBackend(noise);
    double[] probabilities = density.probabilities(circuit, angles, input);
    for (Backend backend :
        List.of(density, new TrajectoryBackend(noise, 2, new Well19937c(seed)))) {
      Counts counts = backend.counts(circuit, angles, input, 1500, new Well19937c(seed));
      long[] observed = IntStream.range(0, 8).mapToLong(counts::count).toArray();
      // 24 tests, of which a right program would fail one in 400 runs over all seeds.
      assertThat(new ChiSquareTest().chiSquareTest(probabilities, observed)).isGreaterThan(1e-4);
    }
  }

  @Test
  void averagedProbabilitiesConvergeToTheDensityMatrix() {
    NoiseModel noise = NoiseModel.depolarizing(0.1).withReadout(new ReadoutError(0.05, 0.1));
    Circuit circuit = new ClusterAnsatz().circuit(3, 1);
    double[] angles = Dense.gaussians(circuit.parameterCount(), new Random(2));
    StateVector zero = new StateVector(3);
    double[] expected = new DensityMatrixBackend(noise).probabilities(circuit, angles, zero);
    double[] averaged =
        new TrajectoryBackend(noise, 2000, new Well19937c(3)).probabilities(circuit, angles, zero);
    double[] frequencies =
        new ShotBackend(new DensityMatrixBackend(noise), 2000, new Well19937c(3))
            .probabilities(circuit, angles, zero);
    for (int i = 0; i < 8; i++) {
      // A trajectory's probability lies in [0, 1] and so varies no more than a single shot does.
      double bound = 5 * Math.sqrt(expected[i] * (1 - expected[i]) / 2000);
      assertThat(averaged[i]).isCloseTo(expected[i], within(bound));
      assertThat(frequencies[i]).isCloseTo(expected[i], within(bound));
    }
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    NoiseModel noise = Noisy.everyChannel(new Random(1)).withReadout(new ReadoutError(0.1, 0.1));
    IntFunction<Backend> shots =
        seed -> new ShotBackend(new DensityMatrixBackend(noise), 50, new Well19937c(seed));
    IntFunction<Backend> trajectories =
        seed -> new TrajectoryBackend(noise, 20, new Well19937c(seed));
    Circuit circuit = RandomCircuits.circuit(3, 10, 4, new Random(2));
    double[] angles = Dense.gaussians(4, new Random(3));
    StateVector zero = new StateVector(3);
    List<Observable> observables = Noisy.observables(3, new Random(4));
    for (IntFunction<Backend> backends : List.of(shots, trajectories)) {
      Backend first = backends.apply(6);
      Backend second = backends.apply(6);
      List<Estimate> estimates = first.expectationValues(circuit, angles, zero, observables);
      assertThat(second.expectationValues(circuit, angles, zero, observables)).isEqualTo(estimates);
      assertThat(backends.apply(7).expectationValues(circuit, angles, zero, observables))
          .isNotEqualTo(estimates);
      assertThat(second.probabilities(circuit, angles, zero))
          .containsExactly(first.probabilities(circuit, angles, zero));
      assertThat(second.counts(circuit, angles, zero, 30, new Well19937c(9)))
          .isEqualTo(first.counts(circuit, angles, zero, 30, new Well19937c(9)));
    }
  }

  /** With more trajectories than one task has, and not a whole number of tasks. */
  @Test
  void anyNumberOfThreadsGivesTheSameTrajectories() {
    List<Object> alone = trajectories(1);
    assertThat(trajectories(4)).usingRecursiveComparison().isEqualTo(alone);
  }

  private static List<Object> trajectories(int threads) {
    NoiseModel noise = Noisy.everyChannel(new Random(1)).withReadout(new ReadoutError(0.1, 0.1));
    Circuit circuit = RandomCircuits.circuit(3, 10, 4, new Random(2));
    double[] angles = Dense.gaussians(4, new Random(3));
    StateVector zero = new StateVector(3);
    List<Observable> observables = Noisy.observables(3, new Random(4));
    Backend backend = new TrajectoryBackend(noise, 333, new Well19937c(5));
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return pool.submit(
              () ->
                  List.of(
                      backend.expectationValues(circuit, angles, zero, observables),
                      backend.probabilities(circuit, angles, zero),
                      backend.counts(circuit, angles, zero, 333, new Well19937c(6))))
          .join();
    }
  }

  /**
   * A GHZ state of 16 qubits, whose density matrix would need 64 GiB. After each CNOT its two
   * qubits are depolarized, and a Pauli string shrinks by 1 - p wherever it meets the pair: ZZI...I
   * at the first two, XX...X at every one.
   */
  @Test
  void trajectoriesReachRegistersThatDensityMatricesDoNot() {
    int qubits = 16;
    double p = 0.05;
    Circuit.Builder ghz = Circuit.builder(qubits).add(FixedGate.H, 0);
    for (int qubit = 1; qubit < qubits; qubit++) {
      ghz.add(FixedGate.CNOT, qubit - 1, qubit);
    }
    NoiseModel noise = NoiseModel.ideal().after(2, new Channel.Depolarizing(2, p));
    List<Observable> observables =
        List.of(PauliSum.of("ZZ" + "I".repeat(qubits - 2)), PauliSum.of("X".repeat(qubits)));
    List<Estimate> estimates =
        new TrajectoryBackend(noise, 200, new Well19937c(1))
            .expectationValues(ghz.build(), NO_ANGLES, new StateVector(qubits), observables);
    double[] expected = {Math.pow(1 - p, 2), Math.pow(1 - p, qubits - 1)};
    for (int i = 0; i < 2; i++) {
      assertThat(estimates.get(i).standardError()).isBetween(0.01, 0.08);
      assertThat(estimates.get(i).value())
          .isCloseTo(expected[i], within(5 * estimates.get(i).standardError()));
    }
  }
}
