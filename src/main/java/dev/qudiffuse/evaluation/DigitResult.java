package dev.qudiffuse.evaluation;

/**
 * How well one digit came out.
 *
 * @param digit the digit asked for
 * @param asked how often it was
 * @param right how often it was read
 */
public record DigitResult(int digit, int asked, int right) {

  /** Share of those asked for that are read as asked. */
  public double accuracy() {
    return (double) right / asked;
  }
}
