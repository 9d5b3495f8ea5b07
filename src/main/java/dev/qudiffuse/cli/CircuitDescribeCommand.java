package dev.qudiffuse.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.descriptor.EntanglingCapability;
import dev.qudiffuse.quantum.descriptor.Expressibility;
import dev.qudiffuse.quantum.drawing.CircuitSummary;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.commons.math3.random.Well19937c;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code circuit describe}: says how large a circuit is, as a table or as JSON. */
@Command(
    name = "describe",
    description =
        "Counts a circuit's qubits, gates, parameters and layers, and says how expressive and"
            + " entangling it is over random parameters.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the command
final class CircuitDescribeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private CircuitOptions options;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the random parameters; 1 when not given.")
  private long seed;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** Larger circuits would take minutes of random states. */
  private static final int MAX_DESCRIPTOR_QUBITS = 12;

  /**
   * What is said about a circuit.
   *
   * @param expressibility of a circuit with parameters: KL divergence against Haar-random states
   * @param entanglingCapability mean Meyer-Wallach Q over random parameters
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"summary", "expressibility", "entanglingCapability"})
  record Description(
      @JsonUnwrapped CircuitSummary summary,
      @Nullable Estimate expressibility,
      @Nullable Estimate entanglingCapability) {}

  @Override
  public Integer call() {
    Description description = describe(options.circuit());
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? toJson(description) : table(description));
    out.flush();
    return ExitCode.OK;
  }

  private Description describe(Circuit circuit) {
    CircuitSummary summary = CircuitSummary.of(circuit);
    if (circuit.parameterCount() == 0 || circuit.qubits() > MAX_DESCRIPTOR_QUBITS) {
      return new Description(summary, null, null);
    }
    Expressibility found = Expressibility.of(circuit, new Well19937c(seed));
    return new Description(
        summary,
        new Estimate(found.divergence(), found.standardError()),
        EntanglingCapability.of(circuit, new Well19937c(seed)));
  }

  private static String toJson(Description description) {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(description);
  }

  private static String table(Description description) {
    String descriptors = "";
    if (description.expressibility() != null && description.entanglingCapability() != null) {
      descriptors =
          """

          expressibility         %s (KL divergence from Haar-random states, 5,000 pairs)
          entangling capability  %s (mean Meyer-Wallach Q)"""
              .formatted(
                  figure(description.expressibility()), figure(description.entanglingCapability()));
    }
    return table(description.summary()) + descriptors;
  }

  private static String figure(Estimate estimate) {
    return String.format(Locale.ROOT, "%.4f +- %.4f", estimate.value(), estimate.standardError());
  }

  private static String table(CircuitSummary summary) {
    String gates =
        summary.gates().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return """
        qubits      %s
        parameters  %s
        gates       %s, of which %s on two qubits or more
        depth       %s
        by gate     %s"""
        .formatted(
            summary.qubits(),
            summary.parameters(),
            summary.operations(),
            summary.entangling(),
            summary.depth(),
            gates.isEmpty() ? "none" : gates);
  }
}
