package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {

  @Test
  void theMeanHasTheStandardErrorOfItsSamples() {
    Estimate mean = Estimate.mean(new double[] {1, 2, 6});
    assertThat(mean.value()).isCloseTo(3, within(1e-15));
    assertThat(mean.standardError()).isCloseTo(Math.sqrt(7 / 3.0), within(1e-15));
  }

  @Test
  void refusesWhatHasNoError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Estimate.mean(new double[1]))
        .withMessage("expected at least 2 samples, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Estimate.list(new double[2], new double[3]))
        .withMessage("expected as many variances as values, got 3 and 2");
  }
}
