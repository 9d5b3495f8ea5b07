package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qudiffuse.diffusion.SamplerType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateCommandTest {

  @ParameterizedTest
  @CsvSource({
    "-1, 20, 1, 28, digit, an integer from 0 to 9, -1",
    "10, 20, 1, 28, digit, an integer from 0 to 9, 10",
    "3, 0, 1, 28, steps, an integer from 1 to 1000, 0",
    "3, 1001, 1, 28, steps, an integer from 1 to 1000, 1001",
    "3, 20, -0.1, 28, guidance, a number from 0 to 20, -0.1",
    "3, 20, 20.5, 28, guidance, a number from 0 to 20, 20.5",
    "3, 20, NaN, 28, guidance, a number from 0 to 20, NaN",
    "3, 20, Infinity, 28, guidance, a number from 0 to 20, Infinity",
    "3, 20, 1, 27, size, an integer from 28 to 1024, 27",
    "3, 20, 1, 1025, size, an integer from 28 to 1024, 1025"
  })
  void namesWhatIsOutOfRange(
      int digit,
      int steps,
      float guidance,
      int size,
      String parameter,
      String allowed,
      String got) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> new GenerateCommand(digit, 1, steps, guidance, size, SamplerType.DDPM))
        .withMessage("%s: expected %s, got %s", parameter, allowed, got)
        .satisfies(
            e -> {
              assertThat(e.parameter()).isEqualTo(parameter);
              assertThat(e.allowed()).isEqualTo(allowed);
              assertThat(e.got()).isEqualTo(got);
            });
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0, 28", "9, 1000, 20, 1024"})
  void acceptsTheEndsOfEveryRange(int digit, int steps, float guidance, int size) {
    var command =
        new GenerateCommand(digit, Long.MIN_VALUE, steps, guidance, size, SamplerType.DDPM);

    assertThat(command.steps()).isEqualTo(steps);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1.1, 1.1", "+2.50, 2.5", ".5, 0.5", "2., 2", "2e1, 20"})
  void readsGuidanceAsPeopleWriteIt(String text, float guidance) {
    assertThat(GenerateCommand.parseGuidance(text)).isEqualTo(guidance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20.000001", "-1", "1e2", "1f", "0x1p1", "NaN", "much"})
  void repeatsAWrongGuidanceAsItWasWritten(String text) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> GenerateCommand.parseGuidance(text))
        .satisfies(e -> assertThat(e.got()).isEqualTo(text));
  }

  @Test
  void defaultsMustMakeACommand() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> new GenerationDefaults(0, 1, 28, SamplerType.DDPM))
        .withMessageContaining("steps");
  }
}
