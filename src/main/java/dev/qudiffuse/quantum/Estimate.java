package dev.qudiffuse.quantum;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * A figure and how far it may be off.
 *
 * @param value the estimate
 * @param standardError the standard deviation of the estimate over repetitions with other random
 *     numbers, as estimated from the sample itself; 0 for an exact figure. A sample without any
 *     spread also gives 0, although the next one might differ.
 */
public record Estimate(double value, double standardError) {

  /** A figure without statistical error. */
  public static Estimate exact(double value) {
    return new Estimate(value, 0);
  }

  /** The mean of independent samples; at least two. */
  public static Estimate mean(double[] samples) {
    if (samples.length < 2) {
      throw new IllegalArgumentException("expected at least 2 samples, got " + samples.length);
    }
    return new Estimate(
        new Mean().evaluate(samples),
        new StandardDeviation().evaluate(samples) / Math.sqrt(samples.length));
  }

  /** Values with their variances. */
  public static List<Estimate> list(double[] values, double[] variances) {
    if (values.length != variances.length) {
      throw new IllegalArgumentException(
          "expected as many variances as values, got %d and %d"
              .formatted(variances.length, values.length));
    }
    return IntStream.range(0, values.length)
        .mapToObj(i -> new Estimate(values[i], Math.sqrt(variances[i])))
        .toList();
  }
}
