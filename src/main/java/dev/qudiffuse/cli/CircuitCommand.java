package dev.qudiffuse.cli;

import picocli.CommandLine.Command;

/** {@code circuit}: what can be done with a circuit by itself; its subcommands do the work. */
@Command(
    name = "circuit",
    description = "Draws and describes quantum circuits.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {CircuitDrawCommand.class, CircuitDescribeCommand.class})
final class CircuitCommand {}
