package dev.qudiffuse.web;

import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.InvalidRequestException;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request to draw, as they came: those that were given are well-formed, though
 * perhaps out of range.
 *
 * @param digit what to draw; when absent the seed picks it
 * @param seed where the noise comes from; when absent it is drawn at random
 */
record GenerateRequest(
    @Nullable Integer digit,
    @Nullable Long seed,
    @Nullable Integer steps,
    @Nullable Float guidance,
    @Nullable Integer size) {

  private static final List<String> PARAMETERS =
      List.of("digit", "seed", "steps", "guidance", "size");

  /** As much of a wrong value as a message repeats. */
  private static final int LONGEST_ECHO = 60;

  /**
   * Reads the parameters of a request.
   *
   * @throws InvalidRequestException for one that is unknown, malformed or given twice
   */
  static GenerateRequest parse(Map<String, List<String>> parameters) {
    for (String name : parameters.keySet()) {
      if (!PARAMETERS.contains(name)) {
        throw new InvalidRequestException(
            shorten(name),
            "one of the parameters " + String.join(", ", PARAMETERS),
            "an unknown name");
      }
    }
    var values = new Values(parameters);
    return new GenerateRequest(
        values.integer("digit", 0, GenerateCommand.MAX_DIGIT),
        values.seed(),
        values.integer("steps", 1, GenerateCommand.MAX_STEPS),
        values.guidance(),
        values.integer("size", GenerateCommand.NATIVE_SIZE, GenerateCommand.MAX_SIZE));
  }

  /**
   * The command that this request asks for.
   *
   * @throws InvalidRequestException for a parameter out of its range
   */
  GenerateCommand toCommand(GenerationDefaults defaults, LongSupplier seeds) {
    long chosenSeed = seed != null ? seed : seeds.getAsLong();
    return new GenerateCommand(
        digit != null ? digit : (int) Math.floorMod(chosenSeed, GenerateCommand.MAX_DIGIT + 1L),
        chosenSeed,
        steps != null ? steps : defaults.steps(),
        guidance != null ? guidance : defaults.guidance(),
        size != null ? size : defaults.size());
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "...";
  }

  /** Reads values one by one. */
  private record Values(Map<String, List<String>> parameters) {

    @Nullable Integer integer(String name, int smallest, int largest) {
      String allowed = GenerateCommand.allowedInteger(smallest, largest);
      String value = single(name, allowed);
      try {
        return value == null ? null : Integer.valueOf(value);
      } catch (NumberFormatException e) {
        throw invalid(name, allowed, value);
      }
    }

    @Nullable Long seed() {
      String allowed = "an integer from %d to %d".formatted(Long.MIN_VALUE, Long.MAX_VALUE);
      String value = single("seed", allowed);
      try {
        return value == null ? null : Long.valueOf(value);
      } catch (NumberFormatException e) {
        throw invalid("seed", allowed, value);
      }
    }

    @Nullable Float guidance() {
      String allowed = GenerateCommand.allowedGuidance();
      String value = single("guidance", allowed);
      try {
        return value == null ? null : GenerateCommand.parseGuidance(value);
      } catch (InvalidRequestException e) {
        throw invalid("guidance", allowed, value);
      }
    }

    private @Nullable String single(String name, String allowed) {
      List<String> values = parameters.getOrDefault(name, List.of());
      if (values.size() > 1) {
        throw new InvalidRequestException(
            name, allowed + ", once", shorten(String.join(" and ", values)));
      }
      return values.isEmpty() ? null : values.getFirst();
    }

    private static InvalidRequestException invalid(
        String name, String allowed, @Nullable String got) {
      String text = got == null || got.isEmpty() ? "nothing" : shorten(got);
      return new InvalidRequestException(name, allowed, text);
    }
  }
}
