package dev.qudiffuse.quantum.descriptor;

import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * A mean over random parameters.
 *
 * @param value the estimate
 * @param standardError its standard deviation over repetitions with other random numbers, itself
 *     estimated from the samples
 */
public record Estimate(double value, double standardError) {

  /** The mean of independent samples; at least two. */
  static Estimate mean(double[] samples) {
    return new Estimate(
        new Mean().evaluate(samples),
        new StandardDeviation().evaluate(samples) / Math.sqrt(samples.length));
  }
}
