package dev.qudiffuse.training;

/**
 * A running mean of the parameters, which samples better than the parameters themselves.
 *
 * <p>After update n = 0, 1, ...: {@code average <- average + (1 - d) (value - average)} with {@code
 * d = min(decay, (1 + n) / (10 + n))}, so that the random start is forgotten quickly.
 *
 * @param decay d in the long run, in [0, 1)
 */
public record ExponentialMovingAverage(double decay) {

  public ExponentialMovingAverage {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException(
          "decay of the moving average must be in [0, 1), got " + decay);
    }
  }

  /** d for the update that follows {@code step} others. */
  public double decayAt(long step) {
    return Math.min(decay, (1.0 + step) / (10.0 + step));
  }

  /** Moves the elements {@code [from, to)} of {@code average} towards {@code values}. */
  public void update(float[] average, float[] values, long step, int from, int to) {
    float pace = (float) (1 - decayAt(step));
    for (int i = from; i < to; i++) {
      average[i] += pace * (values[i] - average[i]);
    }
  }
}
