package dev.qudiffuse.data;

import dev.qudiffuse.io.IoErrors;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/**
 * Data that cannot be used: says in one line which file, what was expected of it and what was
 * found.
 */
public final class DataException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final String expected;
  private final String found;

  /** The file was read, and this is wrong with it. */
  public DataException(Path file, String expected, String found) {
    super("%s: expected %s, found %s".formatted(file, expected, found));
    this.expected = expected;
    this.found = found;
  }

  /** The file could not be read or written. */
  public DataException(Path file, String expected, IOException cause) {
    this(file, expected, IoErrors.describe(cause));
    initCause(cause);
  }

  /** What it should have been. */
  public String expected() {
    return expected;
  }

  /** What it was. */
  public String found() {
    return found;
  }
}
