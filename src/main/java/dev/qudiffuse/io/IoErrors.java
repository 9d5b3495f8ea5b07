package dev.qudiffuse.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/**
 * Says in a few words what went wrong with a file; many exceptions of the JDK name only the file.
 */
public final class IoErrors {

  private IoErrors() {}

  /** A phrase such as "no such file"; does not name the file. */
  public static String describe(IOException error) {
    return switch (error) {
      case NoSuchFileException e -> "no such file or directory";
      case AccessDeniedException e -> "no permission";
      case FileSystemException e -> Objects.requireNonNullElse(e.getReason(), e.toString());
      default -> Objects.requireNonNullElse(error.getMessage(), error.toString());
    };
  }
}
