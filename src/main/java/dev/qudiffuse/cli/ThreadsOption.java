package dev.qudiffuse.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --threads}, the same in every command that has it. */
@SuppressWarnings("NullAway.Init") // picocli sets the command
final class ThreadsOption {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use, all processors if not given; changes no result.")
  private @Nullable Integer threads;

  /**
   * How many threads to use.
   *
   * @throws ParameterException if it is not possible
   */
  int count() {
    int count = threads != null ? threads : Runtime.getRuntime().availableProcessors();
    if (count < 1) {
      throw new ParameterException(
          command.commandLine(), "--threads must be at least 1, got " + count);
    }
    return count;
  }
}
