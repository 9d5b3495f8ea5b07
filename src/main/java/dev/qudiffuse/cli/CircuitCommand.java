package dev.qudiffuse.cli;

import picocli.CommandLine.Command;

/** {@code circuit}: what can be done with a circuit by itself; its subcommands do the work. */
@Command(
    name = "circuit",
    description = "Runs, draws, describes and exports quantum circuits.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CircuitRunCommand.class,
      CircuitDrawCommand.class,
      CircuitDescribeCommand.class,
      CircuitExportCommand.class
    })
final class CircuitCommand {}
