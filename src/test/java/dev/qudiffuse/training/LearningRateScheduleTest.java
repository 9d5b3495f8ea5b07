package dev.qudiffuse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {

  private final LearningRateSchedule schedule = new LearningRateSchedule(2, 4, 104);

  @Test
  void warmsUpLinearly() {
    assertThat(new double[] {schedule.at(0), schedule.at(1), schedule.at(2), schedule.at(3)})
        .containsExactly(0.5, 1, 1.5, 2);
  }

  @Test
  void fallsLikeHalfACosine() {
    assertThat(schedule.at(4)).isEqualTo(2);
    assertThat(schedule.at(4 + 50)).isEqualTo(1, within(1e-12));
    assertThat(schedule.at(4 + 25)).isEqualTo(1 + Math.sqrt(0.5), within(1e-12));
    assertThat(schedule.at(103)).isPositive().isLessThan(1e-3);
    assertThat(schedule.at(104)).isZero();
    assertThat(schedule.at(1000)).isZero();
  }

  @Test
  void mayDoWithoutWarmup() {
    assertThat(new LearningRateSchedule(2, 0, 10).at(0)).isEqualTo(2);
  }

  @Test
  void rejectsSettingsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LearningRateSchedule(0, 0, 1))
        .withMessage("learning rate must be positive and finite, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LearningRateSchedule(Double.POSITIVE_INFINITY, 0, 1))
        .withMessage("learning rate must be positive and finite, got Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LearningRateSchedule(1, -1, 1))
        .withMessage("warm-up must be at least 0 steps, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LearningRateSchedule(1, 0, 0))
        .withMessage("training must take at least 1 step, got 0");
  }
}
