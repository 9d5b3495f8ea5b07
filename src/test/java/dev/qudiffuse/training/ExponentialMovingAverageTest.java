package dev.qudiffuse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExponentialMovingAverageTest {

  @Test
  void forgetsTheStartQuickly() {
    var average = new ExponentialMovingAverage(0.999);
    assertThat(average.decayAt(0)).isEqualTo(0.1);
    assertThat(average.decayAt(90)).isEqualTo(0.91);
    assertThat(average.decayAt(100_000)).isEqualTo(0.999);
  }

  @Test
  void movesTowardsTheValuesWithinTheRangeOnly() {
    float[] average = {0, 0, 0};
    new ExponentialMovingAverage(0.5).update(average, new float[] {1, 1, 1}, 1000, 1, 2);
    assertThat(average).containsExactly(0, 0.5f, 0);
  }

  @Test
  void followsTheRecurrence() {
    var mean = new ExponentialMovingAverage(0.8);
    float[] average = {0};
    double expected = 0;
    for (int n = 0; n < 100; n++) {
      mean.update(average, new float[] {n}, n, 0, 1);
      double d = Math.min(0.8, (1.0 + n) / (10 + n));
      expected = d * expected + (1 - d) * n;
    }
    assertThat((double) average[0]).isEqualTo(expected, within(1e-4));
  }

  @Test
  void withoutDecayItIsTheValues() {
    float[] average = {3, -1};
    new ExponentialMovingAverage(0).update(average, new float[] {1, 2}, 1000, 0, 2);
    assertThat(average).containsExactly(1, 2);
  }

  @Test
  void rejectsADecayOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ExponentialMovingAverage(-0.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExponentialMovingAverage(1))
        .withMessage("decay of the moving average must be in [0, 1), got 1.0");
  }
}
