package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.AdjointGradient;
import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.Gate;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.PauliSum;
import dev.qudiffuse.quantum.RandomCircuits;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.noise.NoiseModel;
import dev.qudiffuse.quantum.noise.ReadoutError;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterShiftTest {

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  static Stream<Gate> gatesWithAngles() {
    return RandomCircuits.gates(new Random(7)).stream().filter(gate -> gate.angles() > 0);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onTheExactBackendItIsTheAdjointGradient(int seed) {
    Random random = new Random(seed);
    int qubits = 1 + seed % 5;
    Circuit circuit = RandomCircuits.circuit(qubits, 15, 4, random);
    double[] angles = Dense.gaussians(4, random);
    StateVector input = Dense.randomState(qubits, random);
    List<Observable> observables = Noisy.observables(qubits, random);

    List<List<Estimate>> gradients =
        new ParameterShift(new ExactBackend()).gradients(circuit, angles, input, observables);

    for (int i = 0; i < observables.size(); i++) {
      assertThat(values(gradients.get(i)))
          .usingComparatorWithPrecision(1e-10)
          .containsExactly(adjoint(circuit, angles, input, observables.get(i)));
      assertThat(gradients.get(i)).allMatch(estimate -> estimate.standardError() == 0);
    }
  }

  private static double[] values(List<Estimate> estimates) {
    return estimates.stream().mapToDouble(Estimate::value).toArray();
  }

  private static double[] adjoint(
      Circuit circuit, double[] angles, StateVector input, Observable observable) {
    StateVector state = Dense.copy(input);
    new StateVectorSimulator().run(circuit, angles, state);
    StateVector cotangent = new StateVector(circuit.qubits());
    cotangent.clear();
    observable.addApplied(2, state, cotangent);
    double[] gradient = new double[angles.length];
    new AdjointGradient().backward(circuit, angles, state, cotangent, gradient);
    return gradient;
  }

  /** Which knows nothing of generators: each rule by itself. */
  @ParameterizedTest
  @MethodSource("gatesWithAngles")
  void everyGateEqualsFiniteDifferences(Gate gate) {
    Random random = new Random(3);
    List<Angle> own = IntStream.range(0, gate.angles()).mapToObj(Angle::parameter).toList();
    List<Integer> targets = IntStream.range(0, gate.qubits()).boxed().toList();
    int qubits = Math.max(1, gate.qubits());
    Circuit circuit = Circuit.builder(qubits).add(new Operation(gate, targets, own)).build();
    assertEqualsFiniteDifferences(circuit, new ExactBackend(), random);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void underNoiseItEqualsFiniteDifferences(int seed) {
    Random random = new Random(seed);
    NoiseModel noise = Noisy.everyChannel(random).withReadout(new ReadoutError(0.02, 0.06));
    assertEqualsFiniteDifferences(
        RandomCircuits.circuit(1 + seed % 4, 10, 3, random),
        new DensityMatrixBackend(noise),
        random);
  }

  private static void assertEqualsFiniteDifferences(
      Circuit circuit, Backend backend, Random random) {
    double[] angles = Dense.gaussians(circuit.parameterCount(), random);
    StateVector input = Dense.randomState(circuit.qubits(), random);
    List<Observable> observables = Noisy.observables(circuit.qubits(), random);
    List<List<Estimate>> gradients =
        new ParameterShift(backend).gradients(circuit, angles, input, observables);
    double step = 1e-5;
    for (int parameter = 0; parameter < angles.length; parameter++) {
      double[] moved = angles.clone();
      moved[parameter] += step;
      double[] plus = values(backend.expectationValues(circuit, moved, input, observables));
      moved[parameter] -= 2 * step;
      double[] minus = values(backend.expectationValues(circuit, moved, input, observables));
      for (int i = 0; i < observables.size(); i++) {
        assertThat(gradients.get(i).get(parameter).value())
            .isCloseTo((plus[i] - minus[i]) / (2 * step), within(1e-7));
      }
    }
  }

  /** {@code <Z> = cos(theta + 2 theta + 1)}, whose derivative is -3 times the sine. */
  @Test
  void sharedAndScaledParametersFollowTheChainRule() {
    Circuit circuit = twice();
    double[] angles = {9, 0.4};
    List<Estimate> gradient =
        new ParameterShift(new ExactBackend())
            .gradients(circuit, angles, new StateVector(1), List.of(PauliSum.of("Z")))
            .getFirst();
    assertThat(gradient.get(0)).as("not used").isEqualTo(new Estimate(0, 0));
    assertThat(gradient.get(1).value()).isCloseTo(-3 * Math.sin(3 * 0.4 + 1), within(1e-14));
  }

  private static Circuit twice() {
    return Circuit.builder(1)
        .add(RotationGate.RX, 0, Angle.parameter(1))
        .add(RotationGate.RX, 0, Angle.parameter(1).times(2).plus(1))
        .build();
  }

  /** Each angle has two independent runs of variance v: v/2 for the first, 4 v/2 for the second. */
  @Test
  void theStandardErrorFollowsTheChainRuleToo() {
    Backend constant = new Constant(new Estimate(0.5, 0.1));
    Estimate estimate =
        new ParameterShift(constant)
            .gradients(twice(), new double[2], new StateVector(1), List.of(PauliSum.of("Z")))
            .getFirst()
            .get(1);
    assertThat(estimate.value()).isZero();
    assertThat(estimate.standardError()).isCloseTo(0.1 * Math.sqrt(2.5), within(1e-15));
  }

  @Test
  void runsTheCircuitTwiceOrFourTimesAnAngle() {
    Constant counting = new Constant(new Estimate(0.5, 0.1));
    Circuit circuit =
        Circuit.builder(2)
            .add(RotationGate.RX, 0, Angle.parameter(0))
            .add(RotationGate.RX, 1, Angle.of(0.3))
            .add(RotationGate.CP, 0, 1, Angle.parameter(0))
            .add(RotationGate.CRX, 0, 1, Angle.parameter(1))
            .build();
    new ParameterShift(counting)
        .gradients(circuit, new double[2], new StateVector(2), List.of(PauliSum.of("ZI")));
    assertThat(counting.runs).isEqualTo(2 + 2 + 4);
  }

  @Test
  void onShotsTheStandardErrorIsRight() {
    Circuit circuit =
        Circuit.builder(2)
            .add(RotationGate.RY, 0, Angle.parameter(0))
            .add(RotationGate.CRX, 0, 1, Angle.parameter(1))
            .add(RotationGate.RZ, 1, Angle.parameter(0).times(0.5))
            .build();
    double[] angles = {0.8, 1.3};
    StateVector input = Dense.randomState(2, new Random(1));
    Observable observable = PauliSum.of("XX");
    double[] expected = adjoint(circuit, angles, input, observable);
    ZScores scores = new ZScores();
    for (int seed = 0; seed < 300; seed++) {
      Backend shots = new ShotBackend(new ExactBackend(), 300, new Well19937c(seed));
      List<Estimate> gradient =
          new ParameterShift(shots)
              .gradients(circuit, angles, input, List.of(observable))
              .getFirst();
      scores.add(gradient.get(0), expected[0]);
      scores.add(gradient.get(1), expected[1]);
    }
    scores.assertStandardNormal();
  }

  @Test
  void refusesWhatDoesNotFitTheCircuit() {
    ParameterShift shift = new ParameterShift(new ExactBackend());
    List<Observable> z = List.of(PauliSum.of("Z"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shift.gradients(twice(), new double[1], new StateVector(1), z))
        .withMessage("expected 2 circuit angles, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shift.gradients(twice(), new double[2], new StateVector(2), z))
        .withMessage("expected a state of 1 qubits, got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                shift.gradients(
                    twice(), new double[2], new StateVector(1), List.of(PauliSum.of("ZZ"))))
        .withMessage("expected observables on 1 qubits, got one on 2");
  }

  /** Says the same of every circuit, and counts how often it is asked. */
  private static final class Constant implements Backend {
    private final Estimate estimate;
    private int runs;

    Constant(Estimate estimate) {
      this.estimate = estimate;
    }

    @Override
    public List<Estimate> expectationValues(
        Circuit circuit, double[] angles, StateVector input, List<Observable> observables) {
      runs++;
      return observables.stream().map(_ -> estimate).toList();
    }

    @Override
    public double[] probabilities(Circuit circuit, double[] angles, StateVector input) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Counts counts(
        Circuit circuit, double[] angles, StateVector input, int shots, RandomGenerator random) {
      throw new UnsupportedOperationException();
    }
  }
}
