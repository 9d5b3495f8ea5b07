package dev.qudiffuse.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestepsTest {

  @Test
  void trailingSpacingStartsAtPureNoise() {
    assertThat(walk(Timesteps.trailing(1000, 5))).containsExactly(999, 799, 599, 399, 199);
    assertThat(walk(Timesteps.trailing(1000, 1))).containsExactly(999);
    assertThat(walk(Timesteps.trailing(10, 10))).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  }

  /** numpy: round(arange(1000, 0, -1000 / 6)) - 1. */
  @Test
  void roundsUnevenStrides() {
    assertThat(walk(Timesteps.trailing(1000, 6))).containsExactly(999, 832, 666, 499, 332, 166);
  }

  @ParameterizedTest
  @CsvSource({"1000, 7", "1000, 999", "1000, 501", "10, 3", "1, 1", "4000, 1234"})
  void descendsStrictlyAndEndsAtTheOriginal(int total, int steps) {
    Timesteps timesteps = Timesteps.trailing(total, steps);

    assertThat(timesteps.count()).isEqualTo(steps);
    assertThat(timesteps.timestep(0)).isEqualTo(total - 1);
    for (int i = 0; i < steps; i++) {
      assertThat(timesteps.previous(i)).isLessThan(timesteps.timestep(i));
      assertThat(timesteps.previous(i))
          .isEqualTo(i == steps - 1 ? NoiseSchedule.ORIGINAL : timesteps.timestep(i + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 11})
  void rejectsMoreStepsThanTimesteps(int steps) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timesteps.trailing(10, steps))
        .withMessage("expected between 1 and 10 steps, got " + steps);
  }

  private static int[] walk(Timesteps timesteps) {
    return IntStream.range(0, timesteps.count()).map(timesteps::timestep).toArray();
  }
}
