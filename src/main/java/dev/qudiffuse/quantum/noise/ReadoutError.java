package dev.qudiffuse.quantum.noise;

/**
 * How a qubit is misread, independently of the others. A true probability q of 1 is read as
 *
 * <pre>
 * q (1 - p(0|1)) + (1 - q) p(1|0)
 * </pre>
 *
 * and the expectation value of Z as {@code (1 - p(1|0) - p(0|1)) <Z> + p(0|1) - p(1|0)}.
 *
 * @param oneGivenZero p(1|0), the probability of reading 1 where the qubit is 0
 * @param zeroGivenOne p(0|1), the probability of reading 0 where the qubit is 1
 */
public record ReadoutError(double oneGivenZero, double zeroGivenOne) {

  /** Every qubit is read as it is. */
  public static final ReadoutError NONE = new ReadoutError(0, 0);

  public ReadoutError {
    Probabilities.require("probability of reading 1 for 0", oneGivenZero);
    Probabilities.require("probability of reading 0 for 1", zeroGivenOne);
  }

  /**
   * Turns the probabilities of what is into those of what is read.
   *
   * @param stride the power of two that the qubit has in the index
   */
  void confuse(double[] probabilities, int stride) {
    for (int i = 0; i < probabilities.length; i++) {
      if ((i & stride) == 0) {
        double zero = probabilities[i];
        double one = probabilities[i | stride];
        probabilities[i] = (1 - oneGivenZero) * zero + zeroGivenOne * one;
        probabilities[i | stride] = oneGivenZero * zero + (1 - zeroGivenOne) * one;
      }
    }
  }
}
