package dev.qudiffuse.diffusion;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * Turns noise into an image with the help of a {@link Denoiser}.
 *
 * <p>A sampler is immutable and safe to share; what belongs to one image is in its {@link
 * Trajectory}. The same seed gives the same image, to the bit, whatever else is being sampled.
 */
@FunctionalInterface
public interface Sampler {

  /**
   * Fills {@code image} with noise and returns the way from there to a picture, to be walked step
   * by step.
   *
   * @param guidance what to draw
   * @param random source of the first noise and of every later one; nobody else may draw from it
   *     meanwhile
   * @param image holds x_t between steps and the result, in [-1, 1], at the end
   * @param listener hears of every step
   */
  Trajectory start(Guidance guidance, RandomGenerator random, float[] image, StepListener listener);

  /** Draws one image without stopping: {@link #start}, then step after step. */
  default void sample(
      Denoiser denoiser,
      Guidance guidance,
      RandomGenerator random,
      float[] image,
      StepListener listener) {
    Trajectory trajectory = start(guidance, random, image, listener);
    while (trajectory.hasNext()) {
      trajectory.step(denoiser);
    }
  }
}
