package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Estimate;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.SecondMoment;
import org.apache.commons.math3.stat.descriptive.moment.Variance;

/** Independent values of one random quantity, of which the mean is wanted. Needs at least two. */
final class Sample {

  private final SecondMoment moment = new SecondMoment();

  void add(double value) {
    moment.increment(value);
  }

  double mean() {
    return new Mean(moment).getResult();
  }

  /** The estimated variance of the mean: the unbiased sample variance over the number of values. */
  double varianceOfMean() {
    return new Variance(moment).getResult() / moment.getN();
  }

  Estimate estimate() {
    return new Estimate(mean(), Math.sqrt(varianceOfMean()));
  }
}
