package dev.qudiffuse.diffusion;

/**
 * Adds noise to images, as training needs it: x_t = sqrt(ab_t) x_0 + sqrt(1 - ab_t) eps in one go,
 * for any t.
 *
 * <p>Immutable and safe to share; allocates nothing.
 *
 * @param schedule gives ab_t
 */
public record ForwardProcess(NoiseSchedule schedule) {

  /**
   * Writes the noisy image x_t.
   *
   * @param original x_0
   * @param noise eps, standard normal
   * @param timestep t in 0 .. T-1
   * @param out receives x_t; may be either input
   */
  public void addNoise(float[] original, float[] noise, int timestep, float[] out) {
    double alphaCumprod = schedule.alphasCumprod(timestep);
    Affine.combine(Math.sqrt(alphaCumprod), original, Math.sqrt(1 - alphaCumprod), noise, out);
  }

  /** Writes what a perfect denoiser of the given kind would answer to {@link #addNoise}'s image. */
  public void target(
      PredictionType type, float[] original, float[] noise, int timestep, float[] out) {
    type.target(original, noise, schedule.alphasCumprod(timestep), out);
  }
}
