package dev.qudiffuse.nn;

import org.apache.commons.math3.random.RandomGenerator;

/** What a parameter holds before training. */
public sealed interface Initializer {

  /** Fills {@code values[offset .. offset + size)}, drawing from {@code random} in index order. */
  void fill(float[] values, int offset, int size, RandomGenerator random);

  /** The same value everywhere. */
  record Constant(float value) implements Initializer {
    @Override
    public void fill(float[] values, int offset, int size, RandomGenerator random) {
      java.util.Arrays.fill(values, offset, offset + size, value);
    }
  }

  /** Independent normal values of mean zero. */
  record Normal(double standardDeviation) implements Initializer {
    @Override
    public void fill(float[] values, int offset, int size, RandomGenerator random) {
      for (int i = offset; i < offset + size; i++) {
        values[i] = (float) (standardDeviation * random.nextGaussian());
      }
    }
  }

  /** All zeros. */
  static Initializer zeros() {
    return new Constant(0f);
  }

  /** All ones. */
  static Initializer ones() {
    return new Constant(1f);
  }

  /**
   * Normal with variance 1 / fanIn, which keeps the variance of a linear map's output at that of
   * its input (LeCun).
   */
  static Initializer fanIn(int fanIn) {
    return new Normal(1 / Math.sqrt(fanIn));
  }
}
