package dev.qudiffuse.quantum.execution;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Draws how many of n independent trials succeed, from one uniform number: inversion that begins at
 * the mode and goes outwards on both sides, so that it takes about as many steps as the standard
 * deviation {@code sqrt(n p (1 - p))}.
 *
 * <p>The sampler of commons-math3's {@link BinomialDistribution} inverts the distribution function
 * by bisection, with an incomplete beta function at every step, and an image takes tens of
 * thousands of draws; {@code BinomialBenchmark} has both. Here it gives the probability of the
 * mode. Thread-safe.
 */
public final class Binomial {

  private Binomial() {}

  /**
   * A number of successes.
   *
   * @param trials n, at least 0
   * @param probability p of a success, which rounding may have left a little outside [0, 1]
   */
  public static int sample(int trials, double probability, RandomGenerator random) {
    if (trials < 0 || Double.isNaN(probability)) {
      throw new IllegalArgumentException(
          "expected at least 0 trials and a probability, got " + trials + " and " + probability);
    }
    if (trials == 0 || probability <= 0) {
      return 0;
    }
    if (probability >= 1) {
      return trials;
    }
    return invert(trials, probability, random.nextDouble());
  }

  private static int invert(int n, double p, double uniform) {
    double odds = p / (1 - p);
    int mode = (int) Math.min(n, (n + 1L) * p);
    double atMode = new BinomialDistribution(null, n, p).probability(mode);
    double rest = uniform - atMode;
    int below = mode;
    int above = mode;
    double atBelow = atMode;
    double atAbove = atMode;
    while (rest >= 0 && (below > 0 || above < n)) {
      // P(k + 1) / P(k) = (n - k) / (k + 1) odds, in either direction.
      if (above < n) {
        atAbove *= (n - above) * odds / (above + 1);
        above++;
        rest -= atAbove;
        if (rest < 0) {
          return above;
        }
      }
      if (below > 0) {
        atBelow *= below / ((n - below + 1) * odds);
        below--;
        rest -= atBelow;
        if (rest < 0) {
          return below;
        }
      }
    }
    // All outcomes used up: what rounding has left of 1 belongs to the likeliest.
    return mode;
  }
}
