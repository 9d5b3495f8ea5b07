package dev.qudiffuse.quantum.execution;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * Draws outcomes of given probabilities by inverting their cumulative sum: one uniform number and a
 * binary search an outcome, and no memory beside the array it takes over. Immutable from then on.
 * (The discrete distributions of commons-math3 box every outcome, which a register of 20 qubits
 * cannot afford.)
 */
final class Sampler {

  private final double[] cumulative;

  /** The last outcome that can be: where rounding at the upper end must not lead beyond. */
  private final int last;

  /**
   * @param probabilities taken over and overwritten; they need not sum to 1, and what rounding has
   *     left below zero counts as zero
   */
  Sampler(double[] probabilities) {
    double sum = 0;
    int lastPossible = 0;
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i] > 0) {
        sum += probabilities[i];
        lastPossible = i;
      }
      probabilities[i] = sum;
    }
    this.cumulative = probabilities;
    this.last = lastPossible;
  }

  int sample(RandomGenerator random) {
    double u = random.nextDouble() * cumulative[last];
    int low = 0;
    int high = last;
    // The first outcome whose cumulative sum exceeds u, so that one of probability 0 never comes.
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > u) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
