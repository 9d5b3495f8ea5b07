package dev.qudiffuse.web;

import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.IntegerRange;
import dev.qudiffuse.generation.InvalidRequestException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For what a circuit's trained angles are asked.
 *
 * @param digit the digit, or null for the null condition that guidance uses
 * @param timestep of the noise, from 0
 */
record CircuitQuery(@Nullable Integer digit, int timestep) {

  /** How the null condition is called. */
  static final String NONE = "none";

  private static final String DIGIT = "digit";
  private static final String TIMESTEP = "timestep";
  private static final String ALLOWED_DIGIT = GenerateCommand.DIGITS + ", or " + NONE;
  private static final String ALLOWED_TIMESTEP = GenerateCommand.TIMESTEPS.toString();

  /**
   * Reads the parameters of a request.
   *
   * @return null if there are none: the circuit is then asked for as such
   * @throws InvalidRequestException for one that is unknown, malformed, given twice, or without the
   *     other
   */
  static @Nullable CircuitQuery parse(Map<String, List<String>> parameters) {
    var values = ParameterValues.of(parameters, List.of(DIGIT, TIMESTEP));
    if (parameters.isEmpty()) {
      return null;
    }
    String digit = required(values, DIGIT, TIMESTEP, ALLOWED_DIGIT);
    String timestep = required(values, TIMESTEP, DIGIT, ALLOWED_TIMESTEP);
    return new CircuitQuery(
        digit.equals(NONE)
            ? null
            : (Integer) integer(DIGIT, digit, GenerateCommand.DIGITS, ALLOWED_DIGIT),
        integer(TIMESTEP, timestep, GenerateCommand.TIMESTEPS, ALLOWED_TIMESTEP));
  }

  private static String required(
      ParameterValues values, String name, String other, String allowed) {
    String value = values.single(name, allowed);
    if (value == null) {
      throw new InvalidRequestException(name, allowed + ", since there is a " + other, "");
    }
    return value;
  }

  private static int integer(String name, String text, IntegerRange range, String allowed) {
    int value = ParameterValues.integer(name, allowed, text, Integer::valueOf);
    if (!range.contains(value)) {
      throw new InvalidRequestException(name, allowed, text);
    }
    return value;
  }

  /** What the digit is called in an answer. */
  String digitName() {
    return digit == null ? NONE : digit.toString();
  }
}
