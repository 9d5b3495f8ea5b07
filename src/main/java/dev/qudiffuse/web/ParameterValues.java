package dev.qudiffuse.web;

import dev.qudiffuse.generation.InvalidRequestException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a request as they came, all of them known by name: nothing is accepted and ignored.
 *
 * @param byName every value of each
 */
record ParameterValues(Map<String, List<String>> byName) {

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
}
