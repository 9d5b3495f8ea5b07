package dev.qudiffuse.quantum.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Costs counted by hand. */
class EncodingCostTest {

  private static EncodingCost cost(
      Encoding encoding, int features, int qubits, int depth, Map<String, Integer> gates) {
    return new EncodingCost(
        encoding, features, qubits, depth, new TreeMap<>(gates), gates.getOrDefault("CNOT", 0));
  }

  @Test
  void ofFourFeatures() {
    assertThat(EncodingCost.table(4))
        .containsExactly(
            cost(new BasisEncoding(), 4, 4, 1, Map.of("X", 4)),
            cost(ProductEncoding.ANGLE, 4, 4, 1, Map.of("RY", 4)),
            cost(ProductEncoding.PHASE, 4, 4, 2, Map.of("H", 4, "P", 4)),
            cost(ProductEncoding.DENSE_ANGLE, 4, 2, 2, Map.of("RY", 2, "P", 2)),
            // RY on qubit 0 beside RY on qubit 1; then CNOT, RY, CNOT.
            cost(AmplitudeEncoding.REAL, 4, 2, 4, Map.of("RY", 3, "CNOT", 2)),
            cost(AmplitudeEncoding.COMPLEX, 4, 1, 2, Map.of("RY", 1, "RZ", 1)));
  }

  /** RY, RZ on qubit 0 beside RY on qubit 1; then CNOT, RY, RZ, CNOT, RZ. */
  @Test
  void ofFourComplexAmplitudes() {
    assertThat(EncodingCost.of(AmplitudeEncoding.COMPLEX, 8))
        .isEqualTo(cost(AmplitudeEncoding.COMPLEX, 8, 2, 7, Map.of("RY", 3, "RZ", 3, "CNOT", 2)));
  }

  @Test
  void paddingCostsAsMuchAsFeatures() {
    EncodingCost padded = EncodingCost.of(AmplitudeEncoding.REAL, 5);
    EncodingCost full = EncodingCost.of(AmplitudeEncoding.REAL, 8);
    assertThat(padded.gates()).isEqualTo(full.gates()).isNotEmpty();
    assertThat(padded.depth()).isEqualTo(full.depth());
  }

  /** The counts that {@link StatePreparation} promises, the complex one as published. */
  @Test
  void amplitudesNeedExponentiallyManyGates() {
    for (int qubits = 1; qubits <= 10; qubits++) {
      int amplitudes = 1 << qubits;
      assertThat(EncodingCost.of(AmplitudeEncoding.REAL, amplitudes).twoQubitGates())
          .isEqualTo(amplitudes - 2);
      EncodingCost complex = EncodingCost.of(AmplitudeEncoding.COMPLEX, 2 * amplitudes);
      assertThat(complex.twoQubitGates()).isEqualTo(2 * amplitudes - 2 * qubits - 2);
      assertThat(complex.gates()).containsEntry("RY", amplitudes - 1);
      assertThat(complex.gates()).containsEntry("RZ", amplitudes - 1);
    }
  }

  @Test
  void aTableLeavesOutWhatNeedsTooManyQubits() {
    assertThat(EncodingCost.table(31))
        .extracting(EncodingCost::encoding)
        .containsExactly(
            ProductEncoding.DENSE_ANGLE, AmplitudeEncoding.REAL, AmplitudeEncoding.COMPLEX);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EncodingCost.of(new BasisEncoding(), 31))
        .withMessage("basis encoding: expected 1 to 30 features, got 31");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EncodingCost.table(0))
        .withMessage("basis encoding: expected 1 to 30 features, got 0");
  }
}
