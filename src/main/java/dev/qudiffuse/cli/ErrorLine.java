package dev.qudiffuse.cli;

import dev.qudiffuse.data.DataException;
import dev.qudiffuse.generation.InvalidRequestException;
import dev.qudiffuse.io.IoErrors;
import dev.qudiffuse.model.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells of an error that the user can mend in one line; any other is a fault of the program and
 * keeps its stack trace.
 */
final class ErrorLine implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult arguments)
      throws Exception {
    String message =
        switch (error) {
          case CheckpointException e -> e.getMessage();
          case DataException e -> e.getMessage();
          case CircuitException e -> e.getMessage();
          case StoppedException e -> e.getMessage();
          case InvalidRequestException e -> "--" + e.getMessage();
          case UncheckedIOException e -> describe(Objects.requireNonNull(e.getCause()));
          case IOException e -> describe(e);
          default -> throw error;
        };
    command
        .getErr()
        .println(command.getColorScheme().errorText(command.getCommandName() + ": " + message));
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String describe(IOException error) {
    String reason = IoErrors.describe(error);
    return error instanceof FileSystemException e && e.getFile() != null
        ? e.getFile() + ": " + reason
        : reason;
  }
}
