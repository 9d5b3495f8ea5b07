package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.Golden;
import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Reference values from dense linear algebra outside this project; see {@code golden/quantum.md}.
 */
class GoldenQuantumTest {

  private static final double TOLERANCE = 1e-10;

  /** Of jacobians, which the reference has by central differences. */
  private static final double DIFFERENCE_TOLERANCE = 1e-6;

  private static final JsonNode GOLDEN = Golden.read("quantum.json");

  private final StateVectorSimulator simulator = new StateVectorSimulator();

  static Stream<JsonNode> randomCircuits() {
    return GOLDEN.get("random_circuits").values().stream();
  }

  @ParameterizedTest
  @MethodSource("randomCircuits")
  void randomCircuits(JsonNode golden) {
    int qubits = golden.get("qubits").asInt();
    StateVector state = new StateVector(qubits);
    simulator.run(circuit(qubits, golden.get("ops")), new double[0], state);
    assertState(state, golden.get("state"));

    AdaptiveNonLocalObservables z = AdaptiveNonLocalObservables.sliding(qubits, 1, 1);
    double[] parameters = new double[4 * qubits];
    for (int qubit = 0; qubit < qubits; qubit++) {
      HermitianForm.parameters(FixedGate.Z.matrix(), parameters, 4 * qubit);
    }
    double[] values = new double[qubits];
    z.newPass().expectationValues(state, parameters, 0, values);
    assertClose(values, golden.get("expect_z"), TOLERANCE);
  }

  @Test
  void twoQubitBlock() {
    JsonNode golden = GOLDEN.get("vatan_williams");
    double[] angles = {
      golden.get("alpha").asDouble(), golden.get("beta").asDouble(), golden.get("gamma").asDouble()
    };
    ComplexMatrix expected = matrix(golden.get("unitary"));
    assertThat(new TwoQubitBlock().matrix(angles).maxDistance(expected)).isLessThan(TOLERANCE);
    assertThat(Dense.simulated(circuit(2, golden.get("ops"))).maxDistance(expected))
        .isLessThan(TOLERANCE);
    assertThat(Dense.simulated(TwoQubitBlock.decomposition(), angles).maxDistance(expected))
        .isLessThan(TOLERANCE);
    Circuit block =
        Circuit.builder(2)
            .add(
                new TwoQubitBlock(),
                0,
                1,
                Angle.parameter(0),
                Angle.parameter(1),
                Angle.parameter(2))
            .build();
    assertThat(Dense.simulated(block, angles).maxDistance(expected)).isLessThan(TOLERANCE);
  }

  @Test
  void clusterMixing() {
    JsonNode golden = GOLDEN.get("cluster_mixing");
    Circuit mixing = ClusterAnsatz.mixing(golden.get("qubits").asInt());
    ComplexMatrix expected = matrix(golden.get("unitary"));
    assertThat(Dense.simulated(mixing, Golden.doubles(golden.get("phi"))).maxDistance(expected))
        .isLessThan(TOLERANCE);
  }

  @Test
  void bottleneckForward() {
    Bottleneck bottleneck = new Bottleneck(GOLDEN.get("bottleneck"));
    assertState(bottleneck.output, bottleneck.golden.get("state"));
    assertClose(bottleneck.features, bottleneck.golden.get("y"), TOLERANCE);
    assertThat(HadamardTest.value(bottleneck.input, bottleneck.output))
        .isCloseTo(bottleneck.golden.get("hadamard").asDouble(), within(TOLERANCE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void bottleneckJacobian(int feature) {
    Bottleneck bottleneck = new Bottleneck(GOLDEN.get("bottleneck"));
    double[] unit = new double[3];
    unit[feature] = 1;
    StateVector cotangent = new StateVector(4);
    cotangent.clear();
    bottleneck.pass.backward(
        bottleneck.output,
        bottleneck.parameters,
        0,
        unit,
        cotangent,
        new double[bottleneck.parameters.length],
        0);
    double[] gradient = new double[bottleneck.theta.length];
    new AdjointGradient()
        .backward(bottleneck.circuit, bottleneck.theta, bottleneck.output, cotangent, gradient);
    for (int i = 0; i < gradient.length; i++) {
      double expected = bottleneck.golden.get("dy_dtheta").get(i).get(feature).asDouble();
      assertThat(gradient[i]).isCloseTo(expected, within(DIFFERENCE_TOLERANCE));
    }
  }

  @Test
  void bottleneckHadamardGradient() {
    Bottleneck bottleneck = new Bottleneck(GOLDEN.get("bottleneck"));
    StateVector cotangent = Dense.copy(bottleneck.input);
    double[] gradient = new double[bottleneck.theta.length];
    new AdjointGradient()
        .backward(bottleneck.circuit, bottleneck.theta, bottleneck.output, cotangent, gradient);
    assertClose(gradient, bottleneck.golden.get("dhadamard_dtheta"), DIFFERENCE_TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"amplitude", "amplitude_padded"})
  void amplitudeEmbedding(String name) {
    JsonNode golden = GOLDEN.get("encodings").get(name);
    double[] x = Golden.doubles(golden.get("x"));
    StateVector state = new StateVector(AmplitudeEmbedding.qubits(x.length));
    AmplitudeEmbedding.embed(x, state);
    assertState(state, golden.get("state"));
  }

  /**
   * The reference's bottleneck, run forward: amplitudes, layers of blocks and mixing, full-register
   * observables.
   */
  private final class Bottleneck {
    final JsonNode golden;
    final Circuit circuit;
    final double[] theta;
    final StateVector input = new StateVector(4);
    final StateVector output = new StateVector(4);
    final double[] parameters;
    final double[] features;
    final ObservablePass pass;

    Bottleneck(JsonNode golden) {
      this.golden = golden;
      this.circuit =
          new ClusterAnsatz().circuit(golden.get("qubits").asInt(), golden.get("layers").asInt());
      this.theta = Golden.doubles(golden.get("theta"));
      JsonNode amplitudes = golden.get("amplitudes");
      AmplitudeEmbedding.embed(parts(amplitudes, 0), parts(amplitudes, 1), input);
      output.copyFrom(input);
      simulator.run(circuit, theta, output);

      JsonNode matrices = golden.get("M");
      AdaptiveNonLocalObservables observables =
          AdaptiveNonLocalObservables.fullRegister(4, matrices.size());
      this.parameters = new double[observables.parameterCount()];
      for (int k = 0; k < matrices.size(); k++) {
        HermitianForm.parameters(
            matrix(matrices.get(k)), parameters, k * observables.parametersPerObservable());
      }
      this.features = new double[observables.features()];
      this.pass = observables.newPass();
      pass.expectationValues(output, parameters, 0, features);
    }
  }

  private static Circuit circuit(int qubits, JsonNode operations) {
    Circuit.Builder builder = Circuit.builder(qubits);
    for (JsonNode operation : operations) {
      List<Angle> angles =
          operation.has("theta") ? List.of(Angle.of(operation.get("theta").asDouble())) : List.of();
      List<Integer> targets =
          operation.get("qubits").values().stream().map(JsonNode::asInt).toList();
      builder.add(new Operation(gate(operation.get("gate").asString()), targets, angles));
    }
    return builder.build();
  }

  private static Gate gate(String name) {
    return switch (name) {
      case "h" -> FixedGate.H;
      case "x" -> FixedGate.X;
      case "y" -> FixedGate.Y;
      case "z" -> FixedGate.Z;
      case "cx" -> FixedGate.CNOT;
      case "cz" -> FixedGate.CZ;
      case "swap" -> FixedGate.SWAP;
      case "rx" -> RotationGate.RX;
      case "ry" -> RotationGate.RY;
      case "rz" -> RotationGate.RZ;
      case "p" -> RotationGate.P;
      case "crx" -> RotationGate.CRX;
      case "cry" -> RotationGate.CRY;
      case "crz" -> RotationGate.CRZ;
      case "cp" -> RotationGate.CP;
      default ->
          throw new IllegalArgumentException("the reference has a gate unknown here: " + name);
    };
  }

  /** Real (0) or imaginary (1) parts of a list of pairs, or of a list of rows of pairs. */
  private static double[] parts(JsonNode numbers, int part) {
    boolean rows = numbers.get(0).get(0).isArray();
    return numbers.values().stream()
        .flatMap(row -> rows ? row.values().stream() : Stream.of(row))
        .mapToDouble(pair -> pair.get(part).asDouble())
        .toArray();
  }

  private static ComplexMatrix matrix(JsonNode entries) {
    double[] re = parts(entries, 0);
    return ComplexMatrix.of((int) Math.sqrt(re.length), re, parts(entries, 1));
  }

  private static void assertState(StateVector state, JsonNode expected) {
    double[] re = parts(expected, 0);
    double[] im = parts(expected, 1);
    assertThat(state.dimension()).isEqualTo(re.length);
    IntStream.range(0, re.length)
        .forEach(
            i -> {
              assertThat(state.re()[i]).isCloseTo(re[i], within(TOLERANCE));
              assertThat(state.im()[i]).isCloseTo(im[i], within(TOLERANCE));
            });
  }

  private static void assertClose(double[] actual, JsonNode expected, double tolerance) {
    assertThat(actual)
        .usingComparatorWithPrecision(tolerance)
        .containsExactly(Golden.doubles(expected));
  }
}
