package dev.qudiffuse.quantum.descriptor;

import org.apache.commons.math3.random.RandomGenerator;

/** From what a circuit's parameters are drawn. */
@FunctionalInterface
public interface ParameterDistribution {

  /** Fills {@code parameters}, in radians. */
  void sample(RandomGenerator random, double[] parameters);

  /** Each parameter by itself, uniform on [0, 2 pi): what published descriptors refer to. */
  static ParameterDistribution uniform() {
    return uniform(0, 2 * Math.PI);
  }

  /** Each parameter by itself, uniform on {@code [from, to)}. */
  static ParameterDistribution uniform(double from, double to) {
    if (!(from < to) || !Double.isFinite(to - from)) {
      throw new IllegalArgumentException(
          "expected an interval of positive, finite length, got " + from + " to " + to);
    }
    return (random, parameters) -> {
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = from + (to - from) * random.nextDouble();
      }
    };
  }

  /** Each parameter by itself, normal with mean 0: how a network starts its training. */
  static ParameterDistribution normal(double standardDeviation) {
    if (!(standardDeviation > 0 && standardDeviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a positive, finite standard deviation, got " + standardDeviation);
    }
    return (random, parameters) -> {
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = standardDeviation * random.nextGaussian();
      }
    };
  }
}
