package dev.qudiffuse.generation;

/** A request that cannot be met as it stands: which parameter, what it may be, and what it was. */
public final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

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
    super("%s: expected %s, got %s".formatted(parameter, allowed, got));
    this.parameter = parameter;
    this.allowed = allowed;
    this.got = got;
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
