package dev.qudiffuse.diffusion;

/**
 * Looks at a noisy image and says what is in it; the {@link PredictionType} of a sampler says in
 * which terms.
 *
 * <p>A denoiser owns the buffers of its computation: it is used by one thread at a time and
 * allocates nothing.
 */
@FunctionalInterface
public interface Denoiser {

  /**
   * Writes the prediction for one noisy image, with guidance already applied.
   *
   * @param noisy the image x_t; only read
   * @param timestep t in 0 .. T-1, how noisy the image is
   * @param guidance what the image is to show, and how strongly
   * @param prediction receives the prediction; as long as {@code noisy} and not the same array
   */
  void predict(float[] noisy, int timestep, Guidance guidance, float[] prediction);
}
