package dev.qudiffuse.web;

import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.InvalidRequestException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
  private static final String ALLOWED_DIGIT =
      GenerateCommand.allowedInteger(0, GenerateCommand.MAX_DIGIT) + ", or " + NONE;
  private static final String ALLOWED_TIMESTEP =
      GenerateCommand.allowedInteger(0, GenerateCommand.MAX_STEPS - 1);

  /** ASCII digits only, and few enough for an int. */
  private static final Pattern INTEGER = Pattern.compile("[0-9]{1,9}");

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
            : (Integer) integer(DIGIT, digit, GenerateCommand.MAX_DIGIT, ALLOWED_DIGIT),
        integer(TIMESTEP, timestep, GenerateCommand.MAX_STEPS - 1, ALLOWED_TIMESTEP));
  }

  private static String required(
      ParameterValues values, String name, String other, String allowed) {
    String value = values.single(name, allowed);
    if (value == null) {
      throw new InvalidRequestException(name, allowed + ", since there is a " + other, "");
    }
    return value;
  }

  private static int integer(String name, String text, int largest, String allowed) {
    if (INTEGER.matcher(text).matches()) {
      int value = Integer.parseInt(text);
      if (value <= largest) {
        return value;
      }
    }
    throw new InvalidRequestException(name, allowed, text);
  }

  /** What the digit is called in an answer. */
  String digitName() {
    return digit == null ? NONE : digit.toString();
  }
}
