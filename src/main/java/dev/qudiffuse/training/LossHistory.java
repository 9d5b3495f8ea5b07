package dev.qudiffuse.training;

import java.util.Arrays;

/**
 * The mean loss of every batch so far, and a smoothed one that follows only from those. Not
 * thread-safe.
 */
public final class LossHistory {

  /** Weight of the past in the smoothed loss: a mean over about 100 batches. */
  private static final double SMOOTHING = 0.99;

  private float[] losses;
  private int size;
  private double weightedSum;
  private double weight;

  /** An empty history. */
  public LossHistory() {
    this(new float[0]);
  }

  /** A history of {@code losses}, first batch first. */
  public LossHistory(float[] losses) {
    this.losses = new float[Math.max(1024, losses.length)];
    for (float loss : losses) {
      add(loss);
    }
  }

  /** Appends the loss of one more batch. */
  public void add(double loss) {
    if (size == losses.length) {
      losses = Arrays.copyOf(losses, 2 * size);
    }
    float rounded = (float) loss;
    losses[size++] = rounded;
    weightedSum = SMOOTHING * weightedSum + (1 - SMOOTHING) * rounded;
    weight = SMOOTHING * weight + (1 - SMOOTHING);
  }

  /** Number of batches. */
  public int size() {
    return size;
  }

  /** Exponentially weighted mean of the losses; NaN while there is none. */
  public double smoothed() {
    return weightedSum / weight;
  }

  /** A copy of all losses. */
  public float[] toArray() {
    return Arrays.copyOf(losses, size);
  }
}
