package dev.qudiffuse.quantum.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Estimate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FidelityHistogramTest {

  @Test
  void countsFidelities() {
    double[] fidelities = {0, 0.1, 0.25, 0.5, 0.74, 1, 1 + 1e-12, -1e-12};
    assertThat(FidelityHistogram.of(2, fidelities, 4).counts()).containsExactly(3, 1, 2, 2);
  }

  @Test
  void haarProbabilitiesAreTheIntegralsOfTheirDensity() {
    List<Integer> counts = List.of(1, 0, 0, 2, 0, 1, 0);
    FidelityHistogram histogram = new FidelityHistogram(3, counts);
    double sum = 0;
    for (int bin = 0; bin < 7; bin++) {
      double q = Math.exp(histogram.logHaarProbability(bin));
      double expected = Math.pow(1 - bin / 7.0, 7) - Math.pow(1 - (bin + 1) / 7.0, 7);
      assertThat(q).isCloseTo(expected, within(1e-14));
      sum += q;
    }
    assertThat(sum).isCloseTo(1, within(1e-14));
  }

  /** On one qubit Haar is uniform: ln(bins) minus the entropy. */
  @Test
  void theDivergenceOfOneQubit() {
    FidelityHistogram histogram = new FidelityHistogram(1, List.of(5, 0, 3, 2));
    double entropy = -(0.5 * Math.log(0.5) + 0.3 * Math.log(0.3) + 0.2 * Math.log(0.2));
    assertThat(histogram.divergence()).isCloseTo(Math.log(4) - entropy, within(1e-14));
    assertThat(new FidelityHistogram(1, List.of(2, 2, 2, 2)).divergence())
        .isCloseTo(0, within(1e-14));
  }

  /** Probabilities that no double holds: (1/75)^(2^20 - 1). */
  @Test
  void doesNotUnderflow() {
    FidelityHistogram histogram = FidelityHistogram.of(20, new double[] {1}, 75);
    assertThat(histogram.divergence()).isCloseTo(1048575 * Math.log(75), within(1e-6));
  }

  /** Leaving out one pair after another, by hand. */
  @Test
  void theJackknifeLeavesOutEveryPair() {
    List<Integer> counts = List.of(5, 0, 3, 1, 2);
    FidelityHistogram histogram = new FidelityHistogram(2, counts);
    List<Double> withoutOne = new ArrayList<>();
    for (int bin = 0; bin < counts.size(); bin++) {
      for (int pair = 0; pair < counts.get(bin); pair++) {
        List<Integer> fewer = new ArrayList<>(counts);
        fewer.set(bin, counts.get(bin) - 1);
        withoutOne.add(new FidelityHistogram(2, fewer).divergence());
      }
    }
    double mean = withoutOne.stream().mapToDouble(d -> d).average().orElseThrow();
    double squares = withoutOne.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
    Estimate bias = histogram.bias();
    assertThat(bias.value()).isCloseTo(10 * (mean - histogram.divergence()), within(1e-12));
    assertThat(bias.standardError()).isCloseTo(Math.sqrt(squares * 10 / 11), within(1e-12));
  }

  /** Two bins, two pairs on one qubit: each bin has 1/2, so ln 2 where both fall together. */
  @Test
  void theFloorIsTheMeanOverAllOutcomes() {
    assertThat(FidelityHistogram.haarDivergence(1, 2, 2)).isCloseTo(Math.log(2) / 2, within(1e-12));
    assertThat(FidelityHistogram.haarDivergence(6, 1, 10)).isCloseTo(0, within(1e-12));
    double expected = 0;
    double q = Math.pow(0.5, 3);
    for (int upper = 0; upper <= 3; upper++) {
      FidelityHistogram histogram = new FidelityHistogram(2, List.of(3 - upper, upper));
      double ways = upper == 0 || upper == 3 ? 1 : 3;
      expected += ways * Math.pow(q, upper) * Math.pow(1 - q, 3 - upper) * histogram.divergence();
    }
    assertThat(FidelityHistogram.haarDivergence(2, 2, 3)).isCloseTo(expected, within(1e-12));
  }

  /** Half the number of well-filled bins less one, over the pairs. */
  @Test
  void theFloorFallsWithThePairs() {
    assertThat(FidelityHistogram.haarDivergence(1, 75, 1_000_000))
        .isCloseTo(74 / 2e6, within(1e-7));
  }

  @Test
  void refusesWhatIsNoFidelity() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FidelityHistogram.of(2, new double[] {0.5, 1.1}, 4))
        .withMessage("expected fidelities from 0 to 1, got one of 1.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FidelityHistogram.of(2, new double[] {Double.NaN}, 4))
        .withMessage("expected fidelities from 0 to 1, got one of NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FidelityHistogram.of(2, new double[0], 4))
        .withMessage("expected counts of at least 0, not all of them 0, got [0, 0, 0, 0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FidelityHistogram.of(2, new double[] {1}, 0))
        .withMessage("expected at least 1 bin, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FidelityHistogram(0, List.of(1)))
        .withMessage("expected 1 to 30 qubits, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FidelityHistogram(1, List.of(1)).bias())
        .withMessage("expected at least 2 pairs, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FidelityHistogram.haarDivergence(4, 75, 0))
        .withMessage("expected at least 1 pair, got 0");
  }
}
