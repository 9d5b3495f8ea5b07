package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.HermitianObservable;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.PauliSum;
import dev.qudiffuse.quantum.RandomCircuits;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.noise.Channel;
import dev.qudiffuse.quantum.noise.NoiseModel;
import dev.qudiffuse.quantum.noise.ReadoutError;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend has to do, and the two that are exact against whole matrices. */
class BackendTest {

  private static final double[] NO_ANGLES = {};

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  static Stream<Backend> backends() {
    return Stream.of(
        new ExactBackend(),
        new DensityMatrixBackend(NoiseModel.depolarizing(0.1)),
        new ShotBackend(new ExactBackend(), 100, new Well19937c(1)),
        new TrajectoryBackend(NoiseModel.depolarizing(0.1), 10, new Well19937c(1)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theExactBackendIsItsDenseMatrices(int seed) {
    Random random = new Random(seed);
    int qubits = 1 + seed % 8;
    Circuit circuit = RandomCircuits.circuit(qubits, 15, 4, random);
    double[] angles = Dense.gaussians(4, random);
    StateVector input = Dense.randomState(qubits, random);
    StateVector before = Dense.copy(input);
    List<Observable> observables = Noisy.observables(qubits, random);

    List<Estimate> estimates =
        new ExactBackend().expectationValues(circuit, angles, input, observables);

    StateVector output = Dense.times(Dense.matrix(circuit, angles), input);
    for (int i = 0; i < observables.size(); i++) {
      double expected = Dense.expectation(observables.get(i).registerMatrix(), output);
      assertThat(estimates.get(i).value()).isCloseTo(expected, within(1e-12));
      assertThat(estimates.get(i).standardError()).isZero();
    }
    assertThat(input.re()).as("the input is left alone").containsExactly(before.re());
    double[] probabilities = new ExactBackend().probabilities(circuit, angles, input);
    for (int i = 0; i < probabilities.length; i++) {
      assertThat(probabilities[i]).isCloseTo(output.probability(i), within(1e-13));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theDensityMatrixIsItsDenseKrausSums(int seed) {
    Random random = new Random(seed);
    int qubits = 1 + seed % 8;
    NoiseModel noise = Noisy.everyChannel(random);
    Circuit circuit = RandomCircuits.circuit(qubits, 12, 4, random);
    double[] angles = Dense.gaussians(4, random);
    StateVector input = Dense.randomState(qubits, random);
    List<Observable> observables = Noisy.observables(qubits, random);
    DensityMatrixBackend backend = new DensityMatrixBackend(noise);

    List<Estimate> estimates = backend.expectationValues(circuit, angles, input, observables);

    ComplexMatrix rho = Noisy.run(circuit, angles, noise, Noisy.pure(input));
    assertThat(backend.densityMatrix(circuit, angles, input).matrix().maxDistance(rho))
        .isLessThan(1e-13);
    for (int i = 0; i < observables.size(); i++) {
      double expected = Noisy.trace(observables.get(i).registerMatrix().times(rho));
      assertThat(estimates.get(i).value()).isCloseTo(expected, within(1e-12));
    }
    double[] probabilities = backend.probabilities(circuit, angles, input);
    for (int i = 0; i < probabilities.length; i++) {
      assertThat(probabilities[i]).isCloseTo(rho.re(i, i), within(1e-13));
    }
  }

  /** Channels of probability 0 are applied all the same, and do nothing. */
  @ParameterizedTest
  @MethodSource("seeds")
  void noiseOfZeroIsNone(int seed) {
    Random random = new Random(seed);
    int qubits = 1 + seed % 8;
    Circuit circuit = RandomCircuits.circuit(qubits, 15, 4, random);
    double[] angles = Dense.gaussians(4, random);
    StateVector input = Dense.randomState(qubits, random);
    List<Observable> observables = Noisy.observables(qubits, random);
    NoiseModel none =
        NoiseModel.depolarizing(0)
            .afterEveryGate(new Channel.AmplitudeDamping(0))
            .afterEveryGate(new Channel.BitFlip(0));
    List<Estimate> exact =
        new ExactBackend().expectationValues(circuit, angles, input, observables);

    List<Estimate> density =
        new DensityMatrixBackend(none).expectationValues(circuit, angles, input, observables);
    List<Estimate> trajectories =
        new TrajectoryBackend(none, 3, new Well19937c(seed))
            .expectationValues(circuit, angles, input, observables);

    for (int i = 0; i < observables.size(); i++) {
      assertThat(density.get(i).value()).isCloseTo(exact.get(i).value(), within(1e-12));
      assertThat(trajectories.get(i).value()).isCloseTo(exact.get(i).value(), within(1e-12));
      assertThat(trajectories.get(i).standardError()).isLessThan(1e-12);
    }
  }

  /** {@code (1 - p(1|0) - p(0|1)) P + p(0|1) - p(1|0)} on each qubit that is measured. */
  @Test
  void misreadingShrinksAndShiftsEveryPauliString() {
    ReadoutError first = new ReadoutError(0.02, 0.1);
    ReadoutError others = new ReadoutError(0.05, 0.01);
    NoiseModel noise = NoiseModel.ideal().withReadout(others).withReadout(0, first);
    Circuit circuit =
        Circuit.builder(2)
            .add(RotationGate.RY, 0, Angle.of(0.7))
            .add(RotationGate.RX, 1, Angle.of(1.1))
            .build();
    StateVector zero = new StateVector(2);
    double x = Math.sin(0.7);
    double z = Math.cos(0.7);
    double y = -Math.sin(1.1);
    double a0 = 1 - 0.02 - 0.1;
    double b0 = 0.1 - 0.02;
    double a1 = 1 - 0.05 - 0.01;
    double b1 = 0.01 - 0.05;
    List<Observable> observables =
        List.of(PauliSum.of("ZI"), PauliSum.of("XI"), PauliSum.of("IY"), PauliSum.of("XY"));
    double[] expected = {a0 * z + b0, a0 * x + b0, a1 * y + b1, (a0 * x + b0) * (a1 * y + b1)};

    for (Backend backend :
        List.of(
            new DensityMatrixBackend(noise), new TrajectoryBackend(noise, 2, new Well19937c(1)))) {
      List<Estimate> estimates = backend.expectationValues(circuit, NO_ANGLES, zero, observables);
      assertThat(estimates.stream().mapToDouble(Estimate::value).toArray())
          .usingComparatorWithPrecision(1e-14)
          .containsExactly(expected);
    }
  }

  @Test
  void misreadingActsOnProbabilitiesCountsAndDiagonals() {
    NoiseModel noise = NoiseModel.ideal().withReadout(new ReadoutError(0.1, 0.2));
    Circuit flip = Circuit.builder(2).add(FixedGate.X, 1).build();
    StateVector zero = new StateVector(2);
    Backend backend = new DensityMatrixBackend(noise);
    double[] expected = {0.9 * 0.2, 0.9 * 0.8, 0.1 * 0.2, 0.1 * 0.8};

    assertThat(backend.probabilities(flip, NO_ANGLES, zero))
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(expected);

    // The projector on |11>, with its window the other way round.
    ComplexMatrix projector = ComplexMatrix.real(4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    Observable both = new HermitianObservable(2, List.of(1, 0), projector);
    assertThat(backend.expectationValues(flip, NO_ANGLES, zero, List.of(both)).getFirst().value())
        .isCloseTo(expected[3], within(1e-15));

    for (Backend counting : List.of(backend, new TrajectoryBackend(noise, 2, new Well19937c(1)))) {
      Counts counts = counting.counts(flip, NO_ANGLES, zero, 20_000, new Well19937c(4));
      for (int outcome = 0; outcome < 4; outcome++) {
        double sigma = Math.sqrt(20_000 * expected[outcome] * (1 - expected[outcome]));
        assertThat((double) counts.count(outcome))
            .isCloseTo(20_000 * expected[outcome], within(5 * sigma));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void countsAddUpAndPutQubitZeroLeft(Backend backend) {
    Circuit circuit = Circuit.builder(3).add(FixedGate.CNOT, 0, 2).build();
    StateVector input = new StateVector(3);
    input.setBasisState(0b100);
    Counts counts = backend.counts(circuit, NO_ANGLES, input, 50, new Well19937c(7));
    assertThat(counts.qubits()).isEqualTo(3);
    assertThat(counts.shots()).isEqualTo(50);
    assertThat(counts.byBitString())
        .hasEntrySatisfying("101", n -> assertThat(n).isGreaterThan(30));
    double[] probabilities = backend.probabilities(circuit, NO_ANGLES, input);
    assertThat(IntStream.range(0, 8).mapToDouble(i -> probabilities[i]).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(probabilities[0b101]).isGreaterThan(0.6);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void refusesWhatDoesNotFitTheCircuit(Backend backend) {
    Circuit circuit = Circuit.builder(2).add(RotationGate.RX, 0, Angle.parameter(0)).build();
    double[] angle = {0.3};
    StateVector input = new StateVector(2);
    List<Observable> zz = List.of(PauliSum.of("ZZ"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backend.expectationValues(circuit, NO_ANGLES, input, zz))
        .withMessage("expected 1 circuit angles, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backend.probabilities(circuit, angle, new StateVector(3)))
        .withMessage("expected a state of 2 qubits, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> backend.expectationValues(circuit, angle, input, List.of(PauliSum.of("Z"))))
        .withMessage("expected observables on 2 qubits, got one on 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backend.counts(circuit, angle, input, 0, new Well19937c(1)))
        .withMessage("expected at least 1 shot, got 0");
    StateVector tooLong = new StateVector(2);
    tooLong.re()[1] = 1;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backend.probabilities(circuit, angle, tooLong))
        .withMessage("expected a state of norm 1, got one of squared norm 2.0");
    assertThat(backend.expectationValues(circuit, angle, input, List.of())).isEmpty();
  }

  /** In parallel or one after the other: the same figures, from the same random numbers. */
  @Test
  void severalSetsOfAnglesAreRunAsOneAfterTheOther() {
    Random random = new Random(3);
    Circuit circuit = RandomCircuits.circuit(3, 10, 4, random);
    StateVector input = Dense.randomState(3, random);
    List<Observable> observables = Noisy.observables(3, random);
    List<double[]> angles = Stream.generate(() -> Dense.gaussians(4, random)).limit(9).toList();
    List<Backend> backends = backends().toList();
    List<Backend> others = backends().toList();
    for (int i = 0; i < backends.size(); i++) {
      Backend backend = backends.get(i);
      List<List<Estimate>> expected = new ArrayList<>();
      for (double[] set : angles) {
        expected.add(others.get(i).expectationValues(circuit, set, input, observables));
      }
      assertThat(backend.expectationValues(circuit, angles, input, observables))
          .isEqualTo(expected);
      assertThat(backend.expectationValues(circuit, List.of(), input, observables)).isEmpty();
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  backend.expectationValues(
                      circuit, List.of(angles.getFirst(), NO_ANGLES), input, observables))
          .withMessage("expected 4 circuit angles, got 0");
    }
  }

  @Test
  void refusesReadoutErrorsOfQubitsThatAreNotThere() {
    NoiseModel noise = NoiseModel.ideal().withReadout(2, new ReadoutError(0.1, 0.1));
    Circuit circuit = Circuit.builder(2).add(FixedGate.H, 0).build();
    for (Backend backend :
        List.of(
            new DensityMatrixBackend(noise), new TrajectoryBackend(noise, 2, new Well19937c(1)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> backend.probabilities(circuit, NO_ANGLES, new StateVector(2)))
          .withMessage("the noise model has a readout error for qubit 2; expected 0 to 1");
    }
  }

  @Test
  void refusesASampleOfOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShotBackend(new ExactBackend(), 1, new Well19937c(1)))
        .withMessage("expected at least 2 shots, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrajectoryBackend(NoiseModel.ideal(), 1, new Well19937c(1)))
        .withMessage("expected at least 2 trajectories, got 1");
  }
}
