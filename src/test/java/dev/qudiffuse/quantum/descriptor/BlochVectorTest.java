package dev.qudiffuse.quantum.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.PauliString;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.StateVector;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

class BlochVectorTest {

  @Test
  void ofTheSixPoles() {
    Circuit h = Circuit.builder(1).add(FixedGate.H, 0).build();
    Circuit hs = Circuit.builder(1).add(FixedGate.H, 0).add(FixedGate.S, 0).build();
    assertVector(BlochVector.of(new StateVector(1), 0), 0, 0, 1);
    assertVector(BlochVector.of(TestStates.run(h), 0), 1, 0, 0);
    assertVector(BlochVector.of(TestStates.run(hs), 0), 0, 1, 0);
  }

  /** RX turns z towards -y. */
  @Test
  void ofARotatedQubit() {
    StateVector state = TestStates.run(TestStates.rotations(1, RotationGate.RX), 0.7);
    assertVector(BlochVector.of(state, 0), 0, -Math.sin(0.7), Math.cos(0.7));
    assertThat(BlochVector.of(state, 0).purity()).isCloseTo(1, within(1e-15));
  }

  @Test
  void halfABellPairIsMaximallyMixed() {
    Circuit bell = Circuit.builder(2).add(FixedGate.H, 0).add(FixedGate.CNOT, 0, 1).build();
    for (BlochVector vector : BlochVector.of(TestStates.run(bell))) {
      assertThat(vector.length()).isCloseTo(0, within(1e-15));
      assertThat(vector.purity()).isCloseTo(0.5, within(1e-15));
    }
  }

  @Test
  void itsComponentsAreExpectationValues() {
    StateVector state = TestStates.haar(4, new Well19937c(1));
    List<BlochVector> vectors = BlochVector.of(state);
    assertThat(vectors).hasSize(4);
    for (int qubit = 0; qubit < 4; qubit++) {
      assertVector(
          vectors.get(qubit),
          PauliString.of("X").on(4, List.of(qubit)).expectationValue(state),
          PauliString.of("Y").on(4, List.of(qubit)).expectationValue(state),
          PauliString.of("Z").on(4, List.of(qubit)).expectationValue(state));
    }
  }

  @Test
  void overRandomParametersItLiesOnTheSphereOnlyWithoutEntanglement() {
    RandomGenerator random = new Well19937c(2);
    List<List<BlochVector>> product =
        BlochVector.sample(TestStates.sim(1, 1), 200, ParameterDistribution.uniform(), random);
    assertThat(product)
        .hasSize(200)
        .allSatisfy(
            vectors ->
                assertThat(vectors)
                    .hasSize(4)
                    .allSatisfy(v -> assertThat(v.length()).isCloseTo(1, within(1e-12))));
    List<List<BlochVector>> entangled =
        BlochVector.sample(TestStates.sim(9, 1), 200, ParameterDistribution.uniform(), random);
    assertThat(entangled.stream().flatMap(List::stream).mapToDouble(BlochVector::length))
        .allMatch(length -> length < 1e-12);
  }

  /** Circuit 1 reaches every side: components of mean 0 and of known spread. */
  @Test
  void aRotationAboutTwoAxesReachesEverySide() {
    int samples = 4000;
    List<List<BlochVector>> vectors =
        BlochVector.sample(
            TestStates.sim(1, 1), samples, ParameterDistribution.uniform(), new Well19937c(3));
    // RZ(b) RX(a) |0> = (sin a sin b, -sin a cos b, cos a): mean squares 1/4, 1/4, 1/2.
    double[] x = vectors.stream().mapToDouble(v -> v.get(2).x() * v.get(2).x()).toArray();
    double[] z = vectors.stream().mapToDouble(v -> v.get(2).z() * v.get(2).z()).toArray();
    Estimate meanX = Estimate.mean(x);
    Estimate meanZ = Estimate.mean(z);
    assertThat(meanX.value()).isCloseTo(0.25, within(5 * meanX.standardError()));
    assertThat(meanZ.value()).isCloseTo(0.5, within(5 * meanZ.standardError()));
    assertThat(meanX.standardError()).isLessThan(0.01);
  }

  @Test
  void refusesWhatIsNoState() {
    StateVector state = new StateVector(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlochVector.of(state, 2))
        .withMessage("expected distinct qubits from 0 to 1, got [2]");
    state.re()[0] = 2;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlochVector.of(state, 0))
        .withMessage(
            "expected a Bloch vector of length at most 1, got (0.0, 0.0, 4.0) of length 4.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlochVector(Double.NaN, 0, 0))
        .withMessageContaining("got (NaN, 0.0, 0.0)");
  }

  private static void assertVector(BlochVector vector, double x, double y, double z) {
    assertThat(vector.x()).isCloseTo(x, within(1e-14));
    assertThat(vector.y()).isCloseTo(y, within(1e-14));
    assertThat(vector.z()).isCloseTo(z, within(1e-14));
  }
}
