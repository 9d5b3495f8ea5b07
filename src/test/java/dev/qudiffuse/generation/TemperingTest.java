package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qudiffuse.diffusion.SamplerType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemperingTest {

  /** Only a sampler that draws noise can draw less of it. */
  @Test
  void isUsualWithFreshNoiseOnly() {
    assertThat(Tempering.usual(SamplerType.DDPM)).isEqualTo(new Tempering(0.9f, 800));
    assertThat(Tempering.usual(SamplerType.DDIM)).isEqualTo(new Tempering(1, 1000));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "2, 1000"})
  void acceptsTheEndsOfBothRanges(float noiseScale, int guidedUpTo) {
    var tempering = new Tempering(noiseScale, guidedUpTo);

    assertThat(tempering.noiseScale()).isEqualTo(noiseScale);
    assertThat(tempering.guidedUpTo()).isEqualTo(guidedUpTo);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.1, 800, 'noise-scale: expected a number from 0 to 2, got -0.1'",
    "2.1, 800, 'noise-scale: expected a number from 0 to 2, got 2.1'",
    "NaN, 800, 'noise-scale: expected a number from 0 to 2, got NaN'",
    "1, -1, 'guided-up-to: expected an integer from 0 to 1000, got -1'",
    "1, 1001, 'guided-up-to: expected an integer from 0 to 1000, got 1001'"
  })
  void namesWhatIsOutOfRange(float noiseScale, int guidedUpTo, String message) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> new Tempering(noiseScale, guidedUpTo))
        .withMessage(message);
  }
}
