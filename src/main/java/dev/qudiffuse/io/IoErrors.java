package dev.qudiffuse.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
      case FileAlreadyExistsException e -> "expected nothing of that name, found a file";
      case NotDirectoryException e -> "expected a directory, found a file";
      case DirectoryNotEmptyException e -> "expected a file, found a directory with files";
      case FileSystemException e -> Objects.requireNonNullElse(e.getReason(), e.toString());
      default -> Objects.requireNonNullElse(error.getMessage(), error.toString());
    };
  }
}
