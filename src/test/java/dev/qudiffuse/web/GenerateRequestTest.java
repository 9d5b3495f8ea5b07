package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateRequestTest {

  private static final GenerationDefaults DEFAULTS =
      new GenerationDefaults(8, 2.5f, 99, SamplerType.DDPM);

  @Test
  void everyParameterReachesTheCommand() {
    assertThat(
            command(
                Map.of(
                    "digit",
                    "3",
                    "seed",
                    "-7",
                    "steps",
                    "50",
                    "guidance",
                    "1.25",
                    "size",
                    "28",
                    "sampler",
                    "ddim")))
        .isEqualTo(new GenerateCommand(3, -7, 50, 1.25f, 28, SamplerType.DDIM));
  }

  @Test
  void defaultsStandWhereNothingIsSaid() {
    assertThat(command(Map.of("digit", "3")))
        .isEqualTo(new GenerateCommand(3, 4711, 8, 2.5f, 99, SamplerType.DDPM));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "12345, 5", "-1, 9", "-9223372036854775808, 2", "9223372036854775807, 7"})
  void theSeedPicksADigitThatIsNotSaid(String seed, int digit) {
    assertThat(command(Map.of("seed", seed)).digit()).isEqualTo(digit);
  }

  @ParameterizedTest
  @CsvSource({
    "digit, 10, an integer from 0 to 9",
    "digit, three, an integer from 0 to 9",
    "digit, \u0663, an integer from 0 to 9",
    "digit, 3.0, an integer from 0 to 9",
    "digit, 99999999999, an integer from 0 to 9",
    "steps, 0, an integer from 1 to 1000",
    "size, -5, an integer from 28 to 1024",
    "seed, 9223372036854775808, an integer from -9223372036854775808 to 9223372036854775807",
    "count, 0, an integer from 1 to 64",
    "count, 65, an integer from 1 to 64",
    "sampler, euler, ddpm or ddim",
    "sampler, DDIM, ddpm or ddim",
    "guidance, NaN, a number from 0 to 20",
    "guidance, 1f, a number from 0 to 20",
    "guidance, 0x1p1, a number from 0 to 20",
    "guidance, -1, a number from 0 to 20",
    "guidance, 20.1, a number from 0 to 20",
    "guidance, 20.000001, a number from 0 to 20",
    "guidance, 2e1000, a number from 0 to 20",
  })
  void saysWhatIsWrongWithAValue(String name, String value, String allowed) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> command(Map.of(name, value)))
        .withMessage("%s: expected %s, got %s", name, allowed, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"digit", "seed", "steps", "guidance", "size", "sampler", "count"})
  void anEmptyValueIsNotAnAbsentOne(String name) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> command(Map.of(name, "")))
        .withMessageStartingWith(name + ": expected")
        .withMessageEndingWith("got nothing");
  }

  @Test
  void eachImageHasTheNextSeedAndTheDigitThatItPicks() {
    List<GenerateCommand> commands = commands(Map.of("seed", List.of("8"), "count", List.of("3")));

    assertThat(commands).extracting(GenerateCommand::seed).containsExactly(8L, 9L, 10L);
    assertThat(commands).extracting(GenerateCommand::digit).containsExactly(8, 9, 0);
    assertThat(commands.get(1)).isEqualTo(command(Map.of("seed", "9")));
  }

  @Test
  void aDigitThatIsSaidIsDrawnEveryTime() {
    assertThat(commands(Map.of("digit", List.of("4"), "count", List.of("64"))))
        .hasSize(64)
        .allMatch(command -> command.digit() == 4);
  }

  @Test
  void allImagesTogetherMustNotBeTooLarge() {
    assertThat(commands(Map.of("size", List.of("1024"), "count", List.of("16")))).hasSize(16);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> commands(Map.of("size", List.of("1024"), "count", List.of("17"))))
        .withMessage("size: expected an integer from 28 to 993 for 17 images, got 1024");
  }

  @Test
  void noMoreImagesThanTheServiceTakes() {
    GenerateRequest request = GenerateRequest.parse(Map.of("count", List.of("6")));

    assertThat(request.toCommands(DEFAULTS, () -> 1, 6)).hasSize(6);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> request.toCommands(DEFAULTS, () -> 1, 5))
        .withMessage("count: expected an integer from 1 to 5, got 6");
  }

  @Test
  void nothingUnknownIsIgnored() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> command(Map.of("Digit", "3")))
        .withMessage(
            "Digit: expected one of the parameters digit, seed, steps, guidance, size,"
                + " sampler, count, model, backend, shots, noise, got an unknown name");
  }

  @Test
  void nothingIsSaidTwice() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> GenerateRequest.parse(Map.of("digit", List.of("3", "4"))))
        .withMessage("digit: expected an integer from 0 to 9, once, got 3 and 4");
  }

  @Test
  void aLongValueIsNotRepeatedWhole() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> command(Map.of("digit", "7".repeat(5000))))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(150));
  }

  private static GenerateCommand command(Map<String, String> parameters) {
    var lists = new LinkedHashMap<String, List<String>>();
    parameters.forEach((name, value) -> lists.put(name, List.of(value)));
    return commands(lists).getFirst();
  }

  private static List<GenerateCommand> commands(Map<String, List<String>> parameters) {
    return GenerateRequest.parse(parameters).toCommands(DEFAULTS, () -> 4711, 100);
  }
}
