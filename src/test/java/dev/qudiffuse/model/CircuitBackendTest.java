package dev.qudiffuse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.quantum.HadamardTest;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.ansatz.Ansatz;
import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small network on every backend. */
class CircuitBackendTest {

  private static final UNetConfiguration SMALL =
      new UNetConfiguration(8, 4, 6, 8, 2, 100, 8, 12, 3, 2, 4, new ClusterAnsatz(), 2, 2, 3);

  private static final int TIMESTEP = 40;
  private static final Guidance GUIDANCE = new Guidance(1, 2);

  private final Net net = new Net(SMALL);

  /** A network, its weights and an image. */
  private static final class Net {
    private final HybridUNet network;
    private final Weights weights;
    private final CircuitBackends backends;
    private final float[] noisy;

    Net(UNetConfiguration sizes) {
      RandomGenerator random = Randomness.of(21);
      network = new HybridUNet(sizes);
      weights = network.layout().initialize(random);
      for (int i = 0; i < weights.values().length; i++) {
        weights.values()[i] += (float) (0.2 * random.nextGaussian());
      }
      network.derive(weights);
      backends = new CircuitBackends(network, weights);
      noisy = new float[sizes.pixels()];
      Randomness.fillNormal(random, noisy);
    }

    float[] predict(Denoiser denoiser) {
      float[] prediction = new float[noisy.length];
      denoiser.predict(noisy.clone(), TIMESTEP, GUIDANCE, prediction);
      return prediction;
    }

    float[] predict(CircuitBackend backend, long seed) {
      return predict(backends.newDenoiser(CircuitTimer.NONE).on(backend, Randomness.of(seed)));
    }

    float[] exact() {
      return predict(network.newDenoiser(weights, CircuitTimer.NONE));
    }
  }

  private static double distance(float[] a, float[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(squares / a.length);
  }

  @Test
  void exactIsTheDenoiserThatThereIsToTheBit() {
    assertThat(net.predict(new CircuitBackend.Exact(), 1)).containsExactly(net.exact());
  }

  /** In float arithmetic around, so the features differ by a rounding here and there. */
  @ParameterizedTest
  @MethodSource("ansatzes")
  void noNoiseIsExactWithinRounding(Ansatz ansatz) {
    Net other = new Net(SMALL.withAnsatz(ansatz));

    assertThat(other.predict(new CircuitBackend.Noisy(0), 1))
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(other.exact());
  }

  static Stream<Ansatz> ansatzes() {
    return Ansatz.all().stream();
  }

  /**
   * The error of a prediction falls with the root of the shots: from 100 to 100,000 by 31.6. Each
   * root mean square is over 20 predictions of 64 pixels, which are far from independent; 20
   * independent ones would give it within 16%, so half and double are beyond three such errors of
   * the ratio.
   */
  @Test
  void manyShotsApproachTheExactPrediction() {
    double few = error(new CircuitBackend.Shots(100));
    double many = error(new CircuitBackend.Shots(100_000));

    assertThat(few / many).isBetween(31.6 / 2, 31.6 * 2);
    assertThat(many).isLessThan(0.01 * distance(net.exact(), new float[net.noisy.length]));
  }

  private double error(CircuitBackend backend) {
    double squares = 0;
    for (int seed = 0; seed < 20; seed++) {
      double distance = distance(net.predict(backend, seed), net.exact());
      squares += distance * distance;
    }
    return Math.sqrt(squares / 20);
  }

  @Test
  void theSameSeedGivesTheSamePredictionToTheBit() {
    var shots = new CircuitBackend.Shots(50);

    assertThat(net.predict(shots, 7)).containsExactly(net.predict(shots, 7));
    assertThat(net.predict(shots, 7)).isNotEqualTo(net.predict(shots, 8));
    var noisy = new CircuitBackend.Noisy(0.03);
    assertThat(net.predict(noisy, 7))
        .as("nothing is drawn under noise")
        .containsExactly(net.predict(noisy, 8));
  }

  /** As a thread does whose requests take turns. */
  @Test
  void oneSetOfBuffersServesEveryBackendInTurn() {
    ModelDenoiser shared = net.backends.newDenoiser(CircuitTimer.NONE);
    List<CircuitBackend> backends =
        List.of(
            new CircuitBackend.Shots(50),
            new CircuitBackend.Exact(),
            new CircuitBackend.Noisy(0.03),
            new CircuitBackend.Shots(3),
            new CircuitBackend.Noisy(0.1),
            new CircuitBackend.Exact());
    for (CircuitBackend backend : backends) {
      assertThat(net.predict(shared.on(backend, Randomness.of(7))))
          .as(backend.toString())
          .containsExactly(net.predict(backend, 7));
    }
  }

  @Test
  void everyNoiseGivesAPredictionOfItsOwn() {
    assertThat(distance(net.predict(new CircuitBackend.Noisy(0.001), 1), net.exact()))
        .isPositive()
        .isLessThan(distance(net.predict(new CircuitBackend.Noisy(0.1), 1), net.exact()));
  }

  /** The maximally mixed state: {@code tr H / d} is read whatever the input, and h by the trace. */
  @Test
  void fullNoiseForgetsTheInput() {
    var bottleneck = net.network.bottleneck();
    var execution =
        new NoisyExecution(bottleneck.circuit(), bottleneck.observables(net.weights), 1);
    StateVector first = new StateVector(SMALL.qubits());
    StateVector second = new StateVector(SMALL.qubits());
    second.setBasisState(5);
    double[] angles = new double[bottleneck.circuit().parameterCount()];
    double[] ofFirst = new double[bottleneck.observables(net.weights).size()];
    double[] ofSecond = ofFirst.clone();

    execution.run(first, angles, ofFirst);
    execution.run(second, angles, ofSecond);

    for (int i = 0; i < ofFirst.length; i++) {
      var matrix = bottleneck.observables(net.weights).get(i).matrix();
      double trace = 0;
      for (int k = 0; k < matrix.size(); k++) {
        trace += matrix.re(k, k);
      }
      assertThat(ofFirst[i]).isCloseTo(trace / matrix.size(), within(1e-12));
      assertThat(ofSecond[i]).isCloseTo(trace / matrix.size(), within(1e-12));
    }
  }

  /** The ancilla reads +-1 with mean h: the variance of a mean of so many shots is (1 - h^2)/n. */
  @Test
  void theHadamardTestHasTheVarianceOfItsAncilla() {
    var bottleneck = net.network.bottleneck();
    int shots = 25;
    int repetitions = 4000;
    var execution =
        new ShotExecution(bottleneck.circuit(), bottleneck.eigenbases(net.weights))
            .with(shots, Randomness.of(2));
    StateVector initial = new StateVector(SMALL.qubits());
    double[] angles = new double[bottleneck.circuit().parameterCount()];
    for (int i = 0; i < angles.length; i++) {
      angles[i] = 0.1 * (i % 5);
    }
    double[] expectations = new double[bottleneck.observables(net.weights).size()];
    StateVector evolved = new StateVector(SMALL.qubits());
    new StateVectorSimulator().run(bottleneck.circuit(), angles, evolved);
    double h = HadamardTest.value(initial, evolved);
    List<Double> errors = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      errors.add(execution.run(initial, angles, expectations) - h);
    }

    double variance = (1 - h * h) / shots;
    double mean = errors.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double square = errors.stream().mapToDouble(e -> e * e).average().orElseThrow();
    // Five standard errors; the square of a nearly normal number has the variance 2 sigma^4.
    assertThat(mean).isCloseTo(0, within(5 * Math.sqrt(variance / repetitions)));
    assertThat(square).isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / repetitions)));
  }

  @Test
  void theTimerHearsOfBothConditions() {
    for (CircuitBackend backend :
        List.of(
            new CircuitBackend.Exact(),
            new CircuitBackend.Shots(3),
            new CircuitBackend.Noisy(0.1))) {
      var heard = new AtomicInteger();
      net.predict(
          net.backends
              .newDenoiser((timestep, nanoseconds) -> heard.incrementAndGet())
              .on(backend, Randomness.of(1)));
      assertThat(heard).hasValue(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 100_001})
  void shotsHaveARange(int shots) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CircuitBackend.Shots(shots))
        .withMessage("expected 1 to 100000 shots, got " + shots);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
  void noiseHasARange(double noise) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CircuitBackend.Noisy(noise))
        .withMessage("expected noise from 0 to 1, got " + noise);
  }
}
