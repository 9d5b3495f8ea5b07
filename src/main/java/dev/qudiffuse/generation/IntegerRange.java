package dev.qudiffuse.generation;

/**
 * The integers that a parameter may be.
 *
 * @param smallest of them
 * @param largest of them
 */
public record IntegerRange(int smallest, int largest) {

  /** Whether it is one of them. */
  public boolean contains(int value) {
    return smallest <= value && value <= largest;
  }

  /**
   * Checks a parameter.
   *
   * @return what it is
   * @throws InvalidRequestException if that is not one of them
   */
  public int require(String parameter, int got) {
    if (!contains(got)) {
      throw new InvalidRequestException(parameter, toString(), Integer.toString(got));
    }
    return got;
  }

  /** In words, such as "an integer from 0 to 9". */
  @Override
  public String toString() {
    return "an integer from %d to %d".formatted(smallest, largest);
  }
}
