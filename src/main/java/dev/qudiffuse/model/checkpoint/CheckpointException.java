package dev.qudiffuse.model.checkpoint;

import dev.qudiffuse.io.IoErrors;
import java.io.IOException;
import java.io.Serial;

/**
 * A checkpoint that cannot be used: says in one line which file, what was expected of it and what
 * was found, whatever the file holds.
 */
public final class CheckpointException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /** What a damaged file says of itself can be long. */
  private static final int MAX_LENGTH = 400;

  private final String source;
  private final String expected;
  private final String found;

  /**
   * The checkpoint was read, and this is wrong with it.
   *
   * @param source the file or resource
   */
  public CheckpointException(String source, String expected, String found) {
    super("%s: expected %s, found %s".formatted(source, oneLine(expected), oneLine(found)));
    this.source = source;
    this.expected = oneLine(expected);
    this.found = oneLine(found);
  }

  /** The checkpoint could not be read or written. */
  public CheckpointException(String source, String expected, IOException cause) {
    this(source, expected, IoErrors.describe(cause));
    initCause(cause);
  }

  private static String oneLine(String text) {
    boolean tooLong = text.length() > MAX_LENGTH;
    String line = tooLong ? text.substring(0, MAX_LENGTH) + "..." : text;
    return line.replaceAll("[\\p{Cntrl}\\p{Cs}\\u2028\\u2029]", "?");
  }

  /** The file or resource in question. */
  public String source() {
    return source;
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
