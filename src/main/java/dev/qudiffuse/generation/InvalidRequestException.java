package dev.qudiffuse.generation;

/**
 * A request that cannot be met as it stands: which parameter, what it may be, and what it was. What
 * was written is repeated as it was, up to a reasonable length.
 */
public final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST_ECHO = 60;

  private final String parameter;
  private final String allowed;
  private final String got;

  /**
   * A complaint about one parameter.
   *
   * @param parameter its name, as the caller knows it
   * @param allowed what it may be, such as {@code "an integer from 0 to 9"}
   * @param got what it was
   */
  public InvalidRequestException(String parameter, String allowed, String got) {
    String name = shorten(parameter);
    String found = got.isEmpty() ? "nothing" : shorten(got);
    super("%s: expected %s, got %s".formatted(name, allowed, found));
    this.parameter = name;
    this.allowed = allowed;
    this.got = found;
  }

  /** What somebody wrote, or as much of it as is worth repeating: whole characters. */
  public static String shorten(String text) {
    if (text.length() <= LONGEST_ECHO) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(LONGEST_ECHO - 1)) ? LONGEST_ECHO - 1 : LONGEST_ECHO;
    return text.substring(0, end) + "...";
  }

  /** The parameter's name. */
  public String parameter() {
    return parameter;
  }

  /** What the parameter may be. */
  public String allowed() {
    return allowed;
  }

  /** What the parameter was. */
  public String got() {
    return got;
  }
}
