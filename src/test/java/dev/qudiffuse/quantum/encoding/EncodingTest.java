package dev.qudiffuse.quantum.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.Golden;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class EncodingTest {

  private static final double TOLERANCE = 1e-14;

  /** Reference values from outside this project, see {@code golden/quantum.md}. */
  private static final JsonNode GOLDEN = Golden.read("quantum.json").get("encodings");

  private final StateVectorSimulator simulator = new StateVectorSimulator();
  private final Random random = new Random(7);

  static List<Encoding> encodings() {
    return Encoding.all();
  }

  static Stream<DifferentiableEncoding> differentiable() {
    return encodings().stream()
        .filter(DifferentiableEncoding.class::isInstance)
        .map(DifferentiableEncoding.class::cast);
  }

  /** The state of these features, in a register that held something else before. */
  private StateVector encode(Encoding encoding, double... features) {
    StateVector state = Dense.randomState(encoding.qubits(features.length), random);
    encoding.encode(features, state);
    return state;
  }

  private double[] features(Encoding encoding, int count) {
    double[] features = Dense.gaussians(count, random);
    if (encoding instanceof BasisEncoding) {
      for (int i = 0; i < count; i++) {
        features[i] = random.nextInt(2);
      }
    }
    return features;
  }

  @Test
  void basisEncodingIsTheBasisStateOfTheBits() {
    StateVector state = encode(new BasisEncoding(), 1, 0, 1);
    assertThat(state.re()).containsExactly(0, 0, 0, 0, 0, 1, 0, 0);
    assertThat(state.im()).containsOnly(0);
  }

  @Test
  void angleEncodingIsCosinesAndSinesOfHalfAngles() {
    StateVector state = encode(ProductEncoding.ANGLE, 0.7, -1.9);
    double c0 = Math.cos(0.35);
    double s0 = Math.sin(0.35);
    double c1 = Math.cos(-0.95);
    double s1 = Math.sin(-0.95);
    assertThat(state.re())
        .usingComparatorWithPrecision(TOLERANCE)
        .containsExactly(c0 * c1, c0 * s1, s0 * c1, s0 * s1);
    assertThat(state.im()).usingComparatorWithPrecision(0.0).containsOnly(0);
  }

  @Test
  void phaseEncodingIsUniformWithTheSumOfPhasesOfTheOnes() {
    StateVector state = encode(ProductEncoding.PHASE, 0.7, -1.9, 2.5);
    double[] phases = {0, 2.5, -1.9, 0.6, 0.7, 3.2, -1.2, 1.3};
    for (int i = 0; i < phases.length; i++) {
      assertThat(state.re()[i]).isCloseTo(Math.cos(phases[i]) / Math.sqrt(8), within(TOLERANCE));
      assertThat(state.im()[i]).isCloseTo(Math.sin(phases[i]) / Math.sqrt(8), within(TOLERANCE));
    }
  }

  @Test
  void denseAngleEncodingPutsTwoFeaturesOnAQubit() {
    StateVector state = encode(ProductEncoding.DENSE_ANGLE, 0.7, 0.3, -1.9);
    double c0 = Math.cos(0.35);
    double s0 = Math.sin(0.35);
    double c1 = Math.cos(-0.95);
    double s1 = Math.sin(-0.95);
    assertThat(state.re())
        .usingComparatorWithPrecision(TOLERANCE)
        .containsExactly(c0 * c1, c0 * s1, Math.cos(0.3) * s0 * c1, Math.cos(0.3) * s0 * s1);
    assertThat(state.im())
        .usingComparatorWithPrecision(TOLERANCE)
        .containsExactly(0, 0, Math.sin(0.3) * s0 * c1, Math.sin(0.3) * s0 * s1);
  }

  @Test
  void amplitudeEncodingNormalisesAndPads() {
    StateVector state = encode(AmplitudeEncoding.REAL, 3, 0, -4);
    assertThat(state.re()).containsExactly(0.6, 0, -0.8, 0);
    assertThat(state.im()).containsOnly(0);
  }

  @Test
  void complexAmplitudesAreTwoFeaturesEach() {
    StateVector state = encode(AmplitudeEncoding.COMPLEX, 1, -1, 0, 1, -1);
    assertThat(state.re()).containsExactly(0.5, 0, -0.5, 0);
    assertThat(state.im()).containsExactly(-0.5, 0.5, 0, 0);
  }

  @Test
  void equalsTheReference() {
    assertGolden(new BasisEncoding(), "basis", "bits");
    assertGolden(ProductEncoding.ANGLE, "angle", "x");
    assertGolden(ProductEncoding.PHASE, "phase", "x");
    assertGolden(ProductEncoding.DENSE_ANGLE, "dense_angle", "x");
    assertGolden(AmplitudeEncoding.REAL, "amplitude", "x");
    assertGolden(AmplitudeEncoding.REAL, "amplitude_padded", "x");
  }

  private void assertGolden(Encoding encoding, String name, String input) {
    JsonNode golden = GOLDEN.get(name);
    StateVector state = encode(encoding, Golden.doubles(golden.get(input)));
    JsonNode amplitudes = golden.get("state");
    assertThat(amplitudes.size()).isEqualTo(state.dimension());
    for (int i = 0; i < state.dimension(); i++) {
      JsonNode amplitude = amplitudes.get(i);
      assertThat(state.re()[i]).as(name).isCloseTo(amplitude.get(0).asDouble(), within(1e-12));
      assertThat(state.im()[i]).as(name).isCloseTo(amplitude.get(1).asDouble(), within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void statesHaveLengthOneAndTheCircuitMakesTheSame(Encoding encoding) {
    for (int count = 1; count <= 9; count++) {
      double[] features = features(encoding, count);
      StateVector state = encode(encoding, features);
      assertThat(state.squaredNorm()).isCloseTo(1, within(TOLERANCE));
      assertMakes(encoding.circuit(features), state, encoding == AmplitudeEncoding.COMPLEX);
    }
  }

  private void assertMakes(Circuit circuit, StateVector expected, boolean upToAPhase) {
    StateVector made = new StateVector(expected.qubits());
    simulator.run(circuit, new double[0], made);
    if (upToAPhase) {
      // <made|expected> = e^(i phase): turn by it.
      ComplexMatrix turn =
          ComplexMatrix.identity(made.dimension())
              .times(made.realInnerProduct(expected), imaginaryInnerProduct(made, expected));
      made.copyFrom(Dense.times(turn, made));
    }
    assertThat(Dense.distance(made, expected)).isLessThan(1e-13);
  }

  private static double imaginaryInnerProduct(StateVector a, StateVector b) {
    double sum = 0;
    for (int i = 0; i < a.dimension(); i++) {
      sum += a.re()[i] * b.im()[i] - a.im()[i] * b.re()[i];
    }
    return sum;
  }

  @Test
  void statesWithZerosAndSignsArePreparedToo() {
    for (double[] features :
        List.of(
            new double[] {-1},
            new double[] {0, -1},
            new double[] {0, 0, 0, 0, 0, -2, 0, 0},
            new double[] {0, 0, 1, 0, -1, 0, 0, 0},
            new double[] {-1, -1, -1, -1},
            new double[] {1e-9, 0, 0, -1, 1e-9})) {
      assertMakes(
          AmplitudeEncoding.REAL.circuit(features),
          encode(AmplitudeEncoding.REAL, features),
          false);
      assertMakes(
          AmplitudeEncoding.COMPLEX.circuit(features),
          encode(AmplitudeEncoding.COMPLEX, features),
          true);
    }
  }

  @Test
  void largeRandomStatesArePrepared() {
    for (int qubits = 4; qubits <= 8; qubits++) {
      assertMakes(
          StatePreparation.complex(Dense.randomState(qubits, new Random(qubits))),
          Dense.randomState(qubits, new Random(qubits)),
          true);
    }
  }

  @Test
  void theFeaturesOfAProductEncodingAreTheParametersOfItsCircuit() {
    for (ProductEncoding encoding : ProductEncoding.values()) {
      double[] features = features(encoding, 5);
      Circuit circuit = encoding.circuit(5);
      assertThat(circuit.parameterCount()).isEqualTo(5);
      StateVector made = new StateVector(circuit.qubits());
      simulator.run(circuit, features, made);
      assertThat(Dense.distance(made, encode(encoding, features))).isLessThan(TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void theGradientEqualsFiniteDifferencesAndIsAdded(DifferentiableEncoding encoding) {
    for (int count : new int[] {1, 2, 3, 5, 7}) {
      double[] features = features(encoding, count);
      StateVector weights = Dense.randomState(encoding.qubits(count), random);
      StateVector kept = Dense.copy(weights);
      double[] gradient = new double[count];
      Arrays.fill(gradient, 100);
      encoding.backward(features, weights, gradient);
      assertThat(Dense.distance(weights, kept)).isZero();
      for (int i = 0; i < count; i++) {
        double step = 1e-6;
        double[] plus = features.clone();
        plus[i] += step;
        double[] minus = features.clone();
        minus[i] -= step;
        double difference =
            weights.realInnerProduct(encode(encoding, plus))
                - weights.realInnerProduct(encode(encoding, minus));
        assertThat(gradient[i] - 100).isCloseTo(difference / (2 * step), within(1e-8));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void qubitsAreTheFewestThatHoldTheFeatures(Encoding encoding) {
    for (int qubits = 1; qubits <= 12; qubits++) {
      int capacity = encoding.capacity(qubits);
      assertThat(encoding.qubits(capacity)).isEqualTo(qubits);
      assertThat(encoding.qubits(capacity + 1)).isEqualTo(qubits + 1);
    }
    assertThat(encoding.qubits(1)).isEqualTo(1);
    assertThat(encoding.capacity(30)).isGreaterThanOrEqualTo(30);
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void refusesWhatCannotBeEncoded(Encoding encoding) {
    String key = encoding.key();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoding.qubits(0))
        .withMessageStartingWith(key + " encoding: expected 1 to ")
        .withMessageEndingWith("features, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoding.capacity(31))
        .withMessage("expected 1 to 30 qubits, got 31, whose state would need 32 GiB");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoding.encode(new double[] {1, 1, 1, 1}, new StateVector(7)))
        .withMessageMatching(
            key + " encoding: expected a state of \\d qubits for 4 features, got 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoding.encode(new double[] {Double.NaN}, new StateVector(1)))
        .withMessage(key + " encoding: expected finite features, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoding.circuit(new double[] {Double.NEGATIVE_INFINITY}));
  }

  @Test
  void refusesWhatOneEncodingCannotEncode() {
    Encoding basis = new BasisEncoding();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> basis.qubits(31))
        .withMessage("basis encoding: expected 1 to 30 features, got 31");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> basis.circuit(new double[] {0, 0.5}))
        .withMessage("basis encoding: expected features that are 0 or 1, got 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AmplitudeEncoding.REAL.circuit(new double[4]))
        .withMessage("a vector of zeros cannot be encoded as a state");
    for (double extreme : new double[] {1e200, 1.7e-160}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> AmplitudeEncoding.REAL.encode(new double[] {extreme}, new StateVector(1)))
          .withMessageStartingWith("amplitude encoding: expected features of a length between");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ProductEncoding.ANGLE.backward(new double[2], new StateVector(2), new double[3]))
        .withMessage("angle encoding: expected a gradient of 2 numbers, got 3");
    StateVector notReal = encode(AmplitudeEncoding.COMPLEX, 0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatePreparation.real(notReal))
        .withMessage("expected real amplitudes, got an imaginary part 1.0");
    StateVector zero = new StateVector(2);
    zero.clear();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatePreparation.complex(zero))
        .withMessage("expected a state of norm 1, got one of squared norm 0.0");
  }
}
