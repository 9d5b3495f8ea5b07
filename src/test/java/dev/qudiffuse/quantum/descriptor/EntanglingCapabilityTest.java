package dev.qudiffuse.quantum.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.AmplitudeEmbedding;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.StateVector;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntanglingCapabilityTest {

  @Test
  void ofKnownStates() {
    assertThat(EntanglingCapability.meyerWallach(basisStates(3, 5)))
        .as("a basis state")
        .isCloseTo(0, within(1e-15));
    assertThat(EntanglingCapability.meyerWallach(basisStates(2, 0, 3)))
        .as("Bell")
        .isCloseTo(1, within(1e-15));
    assertThat(EntanglingCapability.meyerWallach(basisStates(5, 0, 31)))
        .as("GHZ")
        .isCloseTo(1, within(1e-15));
    assertThat(EntanglingCapability.meyerWallach(basisStates(3, 1, 2, 4)))
        .as("W of 3 qubits")
        .isCloseTo(8 / 9.0, within(1e-14));
    assertThat(EntanglingCapability.meyerWallach(basisStates(4, 1, 2, 4, 8)))
        .as("W of 4 qubits")
        .isCloseTo(0.75, within(1e-14));
    assertThat(EntanglingCapability.meyerWallach(basisStates(3, 0, 3)))
        .as("a Bell pair beside a qubit")
        .isCloseTo(2 / 3.0, within(1e-14));
  }

  /** The even superposition of some basis states. */
  private static StateVector basisStates(int qubits, int... indices) {
    double[] amplitudes = new double[1 << qubits];
    for (int index : indices) {
      amplitudes[index] = 1;
    }
    StateVector state = new StateVector(qubits);
    AmplitudeEmbedding.embed(amplitudes, state);
    return state;
  }

  /** Within 5 standard errors of the mean of 2,000 states. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void ofHaarRandomStates(int qubits) {
    RandomGenerator random = new Well19937c(qubits);
    double[] q = new double[2000];
    for (int i = 0; i < q.length; i++) {
      q[i] = EntanglingCapability.meyerWallach(TestStates.haar(qubits, random));
    }
    Estimate mean = Estimate.mean(q);
    assertThat(mean.value())
        .isCloseTo(EntanglingCapability.haarMean(qubits), within(5 * mean.standardError() + 1e-12));
    assertThat(mean.standardError()).isLessThan(0.01);
  }

  @Test
  void refusesTooFewSamples() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                EntanglingCapability.of(
                    TestStates.sim(1, 1), 1, ParameterDistribution.uniform(), new Well19937c(1)))
        .withMessage("expected at least 2 samples, got 1");
  }
}
