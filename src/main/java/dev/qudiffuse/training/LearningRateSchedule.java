package dev.qudiffuse.training;

import org.apache.commons.math3.util.FastMath;

/**
 * Linear warm-up to a peak, then half a cosine down to zero.
 *
 * <p>With s the step from 0, W the warm-up and N all steps:
 *
 * <pre>
 * s &lt; W:   peak (s + 1) / W
 * s >= W:  peak (1 + cos(pi (s - W) / (N - W))) / 2
 * </pre>
 *
 * @param peak the highest rate
 * @param warmupSteps W, at least 0
 * @param totalSteps N, after which the rate is zero
 */
public record LearningRateSchedule(double peak, long warmupSteps, long totalSteps) {

  public LearningRateSchedule {
    if (!(peak > 0) || Double.isInfinite(peak)) {
      throw new IllegalArgumentException("learning rate must be positive and finite, got " + peak);
    }
    if (warmupSteps < 0) {
      throw new IllegalArgumentException("warm-up must be at least 0 steps, got " + warmupSteps);
    }
    if (totalSteps < 1) {
      throw new IllegalArgumentException("training must take at least 1 step, got " + totalSteps);
    }
  }

  /** The rate of the update that follows {@code step} others. */
  public double at(long step) {
    if (step < warmupSteps) {
      return peak * (step + 1) / warmupSteps;
    }
    if (step >= totalSteps) {
      return 0;
    }
    double progress = (double) (step - warmupSteps) / (totalSteps - warmupSteps);
    return peak * 0.5 * (1 + FastMath.cos(Math.PI * progress));
  }
}
