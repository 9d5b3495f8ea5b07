package dev.qudiffuse.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseScheduleTest {

  @ParameterizedTest
  @CsvSource({"1000, 0", "1000, 1", "1000, 499", "1000, 998", "50, 0", "50, 25"})
  void cosineTelescopesToItsClosedForm(int timesteps, int timestep) {
    double time = (timestep + 1) / (double) timesteps;
    double expected = f(time) / f(0);

    assertThat(NoiseSchedule.cosine(timesteps).alphasCumprod(timestep))
        .isCloseTo(expected, within(1e-12));
  }

  private static double f(double time) {
    return Math.pow(Math.cos((time + 0.008) / 1.008 * Math.PI / 2), 2);
  }

  /** Half-way, cos^2(0.508 / 1.008 pi / 2) / cos^2(0.008 / 1.008 pi / 2), computed by hand. */
  @Test
  void cosineHalfWay() {
    assertThat(NoiseSchedule.cosine(1000).alphasCumprod(499)).isCloseTo(0.493844, within(1e-6));
  }

  @Test
  void cosineClipsTheLastBeta() {
    NoiseSchedule schedule = NoiseSchedule.cosine(1000);

    assertThat(schedule.beta(999)).isEqualTo(0.999);
    assertThat(schedule.beta(998)).isLessThan(0.999);
    assertThat(schedule.alphasCumprod(999))
        .isCloseTo(schedule.alphasCumprod(998) * 0.001, within(1e-20));
  }

  @Test
  void linearRunsFromFirstToLast() {
    NoiseSchedule schedule = NoiseSchedule.linear(3, 0.1, 0.3);

    assertThat(schedule.beta(0)).isEqualTo(0.1);
    assertThat(schedule.beta(1)).isCloseTo(0.2, within(1e-15));
    assertThat(schedule.beta(2)).isCloseTo(0.3, within(1e-15));
    assertThat(schedule.alphasCumprod(2)).isCloseTo(0.9 * 0.8 * 0.7, within(1e-15));
  }

  /** The last value of DDPM's own schedule, known from its paper's code. */
  @Test
  void linearOfHoEtAlLeavesLittle() {
    NoiseSchedule schedule = NoiseSchedule.linear(1000, 1e-4, 0.02);

    assertThat(schedule.alphasCumprod(999)).isCloseTo(4.0358e-5, within(1e-8));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 1000, 4000})
  void alphasCumprodFallsStrictlyInsideTheUnitInterval(int timesteps) {
    NoiseSchedule schedule = NoiseSchedule.cosine(timesteps);

    assertThat(schedule.timesteps()).isEqualTo(timesteps);
    for (int t = 0; t < timesteps; t++) {
      assertThat(schedule.alphasCumprod(t)).isPositive().isLessThan(schedule.alphasCumprod(t - 1));
    }
  }

  @Test
  void everythingIsLeftOfTheOriginal() {
    assertThat(NoiseSchedule.cosine(10).alphasCumprod(NoiseSchedule.ORIGINAL)).isEqualTo(1);
  }

  @Test
  void rejectsWhatIsNoSchedule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseSchedule.cosine(0))
        .withMessage("expected at least 1 timestep, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseSchedule.linear(2, 0.1, 1))
        .withMessage("expected every beta inside (0, 1), got beta[1] = 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseSchedule.linear(2, 0, 0.1))
        .withMessage("expected every beta inside (0, 1), got beta[0] = 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseSchedule.linear(2, Double.NaN, 0.1))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseSchedule.linear(100_000, 0.9, 0.9))
        .withMessageContaining("leave something of the image");
  }
}
