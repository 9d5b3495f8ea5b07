package dev.qudiffuse.diffusion;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Where random numbers come from: a seed, and nothing else.
 *
 * <p>Every generator is a WELL19937c of commons-math3, whose numbers are the same on every machine.
 * Thread-safe; the generators it returns are not.
 */
public final class Randomness {

  /** Increment of SplitMix64: 2^64 divided by the golden ratio, made odd. */
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Randomness() {}

  /** The generator of a seed. */
  public static RandomGenerator of(long seed) {
    return new Well19937c(seed);
  }

  /**
   * The generator of one training example, independent of every other: of {@code
   * derive(derive(seed, step), index)}. So an example's noise depends neither on the thread that
   * meets it nor on the examples before it.
   */
  public static RandomGenerator ofExample(long seed, long step, int index) {
    return of(derive(derive(seed, step), index));
  }

  /**
   * A child of a seed: number {@code index} in the output of SplitMix64 (Steele, Lea and Flood
   * 2014) started at {@code seed}. For one seed, different indices give different children.
   */
  public static long derive(long seed, long index) {
    long z = seed + (index + 1) * GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Fills {@code out} with independent standard normal numbers, in index order. */
  public static void fillNormal(RandomGenerator random, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) random.nextGaussian();
    }
  }
}
