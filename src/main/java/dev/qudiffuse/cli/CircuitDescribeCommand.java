package dev.qudiffuse.cli;

import dev.qudiffuse.quantum.drawing.CircuitSummary;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    description = "Counts a circuit's qubits, gates, parameters and layers.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the command
final class CircuitDescribeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private CircuitOptions options;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    CircuitSummary summary = CircuitSummary.of(options.circuit());
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? toJson(summary) : table(summary));
    out.flush();
    return ExitCode.OK;
  }

  private static String toJson(CircuitSummary summary) {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(summary);
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
