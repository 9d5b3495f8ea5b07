package dev.qudiffuse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LossHistoryTest {

  @Test
  void smoothsWithoutBiasTowardsZero() {
    var history = new LossHistory();
    assertThat(history.smoothed()).isNaN();
    history.add(3);
    assertThat(history.smoothed()).isEqualTo(3, within(1e-12));
    for (int i = 0; i < 2000; i++) {
      history.add(1);
    }
    assertThat(history.smoothed()).isEqualTo(1, within(1e-6));
  }

  /** The newest weighs 1, the one before it 0.99, and so on. */
  @Test
  void anOlderLossWeighsAHundredthLess() {
    var history = new LossHistory();
    history.add(3);
    history.add(2);
    history.add(1);
    double expected = (0.99 * 0.99 * 3 + 0.99 * 2 + 1) / (0.99 * 0.99 + 0.99 + 1);
    assertThat(history.smoothed()).isEqualTo(expected, within(1e-12));
    assertThat(history.size()).isEqualTo(3);
  }

  @Test
  void aCopyGoesOnToTheBit() {
    var history = new LossHistory();
    for (int i = 0; i < 3000; i++) {
      history.add(1.0 / (i + 1));
    }
    var copy = new LossHistory(history.toArray());
    history.add(0.3);
    copy.add(0.3);
    assertThat(copy.smoothed()).isEqualTo(history.smoothed());
    assertThat(copy.toArray()).hasSize(3001).containsExactly(history.toArray());
  }
}
