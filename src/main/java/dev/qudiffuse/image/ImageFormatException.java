package dev.qudiffuse.image;

/** A file that is not the image it should be: what was expected of it, and what was found. */
public final class ImageFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String found;

  /**
   * A complaint about one part of a file.
   *
   * @param expected what it should be, such as {@code "at most 4,194,304 bytes"}
   * @param found what it is
   */
  public ImageFormatException(String expected, String found) {
    super("expected %s, found %s".formatted(expected, found));
    this.expected = expected;
    this.found = found;
  }

  /** What the file should be. */
  public String expected() {
    return expected;
  }

  /** What it is. */
  public String found() {
    return found;
  }
}
