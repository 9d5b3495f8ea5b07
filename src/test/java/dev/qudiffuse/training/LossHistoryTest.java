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
