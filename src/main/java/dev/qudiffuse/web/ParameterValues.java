package dev.qudiffuse.web;

import dev.qudiffuse.generation.IntegerRange;
import dev.qudiffuse.generation.InvalidRequestException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a request as they came, all of them known by name: nothing is accepted and ignored.
 *
 * @param byName every value of each
 */
record ParameterValues(Map<String, List<String>> byName) {

  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

  /**
   * Takes parameters whose names are among the known.
   *
   * @throws InvalidRequestException for one that is not
   */
  static ParameterValues of(Map<String, List<String>> parameters, List<String> known) {
    requireKnown(parameters.keySet(), known);
    return new ParameterValues(parameters);
  }

  /**
   * Checks names.
   *
   * @throws InvalidRequestException for one that is not known
   */
  static void requireKnown(Set<String> names, List<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidRequestException(
            name,
            known.isEmpty() ? "no parameters" : "one of the parameters " + String.join(", ", known),
            "an unknown name");
      }
    }
  }

  /**
   * The value of a parameter, null where there is none.
   *
   * @param allowed what it may be, for whoever gives it twice
   */
  @Nullable String single(String name, String allowed) {
    List<String> values = byName.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new InvalidRequestException(name, allowed + ", once", String.join(" and ", values));
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  /** The integer of a parameter, null where there is none; not known to be in its range. */
  @Nullable Integer integer(String name, IntegerRange allowed) {
    String value = single(name, allowed.toString());
    return value == null ? null : integer(name, allowed.toString(), value, Integer::valueOf);
  }

  /**
   * Reads an integer of ASCII digits; Java's own parsers would take those of any script.
   *
   * @param parser knows how large it can be
   * @throws InvalidRequestException if it is not one
   */
  static <T> T integer(String name, String allowed, String value, Function<String, T> parser) {
    if (INTEGER.matcher(value).matches()) {
      try {
        return parser.apply(value);
      } catch (NumberFormatException e) {
        // too large
      }
    }
    throw new InvalidRequestException(name, allowed, value);
  }
}
