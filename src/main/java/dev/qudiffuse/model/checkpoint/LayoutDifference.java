package dev.qudiffuse.model.checkpoint;

import dev.qudiffuse.nn.Parameter;
import dev.qudiffuse.nn.ParameterLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says how the tensors of a file differ from the parameters of a network. */
final class LayoutDifference {

  /** How many names to list of each kind; a foreign file differs in all of them. */
  private static final int LISTED = 3;

  private LayoutDifference() {}

  /** A phrase such as "missing: a, b; unexpected: c", or nothing if they agree. */
  static Optional<String> between(
      String prefix, ParameterLayout layout, Map<String, Tensor> tensors) {
    List<String> missing = new ArrayList<>();
    List<String> reshaped = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Parameter parameter : layout.parameters()) {
      String name = prefix + parameter.name();
      known.add(name);
      Tensor tensor = tensors.get(name);
      if (tensor == null) {
        missing.add(name);
      } else if (!tensor.shape().equals(parameter.shape())) {
        reshaped.add("%s %s for %s".formatted(name, tensor.shape(), parameter.shape()));
      }
    }
    List<String> unexpected =
        tensors.keySet().stream()
            .filter(name -> name.startsWith(prefix) && !known.contains(name))
            .toList();
    List<String> parts = new ArrayList<>();
    describe("missing", missing, parts);
    describe("unexpected", unexpected, parts);
    describe("of other shape", reshaped, parts);
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
  }

  private static void describe(String kind, List<String> names, List<String> parts) {
    if (names.isEmpty()) {
      return;
    }
    String listed = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
    int others = names.size() - LISTED;
    parts.add(kind + ": " + listed + (others > 0 ? " and %d more".formatted(others) : ""));
  }
}
