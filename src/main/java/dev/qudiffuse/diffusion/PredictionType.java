package dev.qudiffuse.diffusion;

/**
 * In which terms a denoiser speaks of x_t = sqrt(ab) x_0 + sqrt(1 - ab) eps, where ab is the
 * schedule's {@code alphasCumprod} at t. Any of the three, together with x_t, gives the other two.
 */
public enum PredictionType {
  /** The noise eps that was added. Says nothing about x_0 where ab is 0. */
  EPSILON,
  /**
   * The velocity v = sqrt(ab) eps - sqrt(1 - ab) x_0 (Salimans and Ho 2022, arXiv 2202.00512);
   * well-behaved at every t.
   */
  V_PREDICTION,
  /** The original image x_0. */
  SAMPLE;

  /**
   * Writes what a perfect denoiser would predict: the target of training.
   *
   * @param original x_0
   * @param noise eps
   * @param alphaCumprod ab, in (0, 1)
   * @param out receives the target; may be either input
   */
  public void target(float[] original, float[] noise, double alphaCumprod, float[] out) {
    switch (this) {
      case EPSILON -> Affine.combine(0, original, 1, noise, out);
      case V_PREDICTION ->
          Affine.combine(
              -Math.sqrt(1 - alphaCumprod), original, Math.sqrt(alphaCumprod), noise, out);
      case SAMPLE -> Affine.combine(1, original, 0, noise, out);
    }
  }

  /**
   * Writes the original image x_0 that a prediction implies, unclamped.
   *
   * <pre>
   *   EPSILON       x_0 = (x_t - sqrt(1 - ab) eps) / sqrt(ab)
   *   V_PREDICTION  x_0 = sqrt(ab) x_t - sqrt(1 - ab) v
   * </pre>
   *
   * @param noisy x_t
   * @param prediction what the denoiser said of it
   * @param alphaCumprod ab, in (0, 1)
   * @param out receives x_0; may be either input
   */
  public void predictedOriginal(
      float[] noisy, float[] prediction, double alphaCumprod, float[] out) {
    double signal = Math.sqrt(alphaCumprod);
    double noise = Math.sqrt(1 - alphaCumprod);
    switch (this) {
      case EPSILON -> Affine.combine(1 / signal, noisy, -noise / signal, prediction, out);
      case V_PREDICTION -> Affine.combine(signal, noisy, -noise, prediction, out);
      case SAMPLE -> Affine.combine(0, noisy, 1, prediction, out);
    }
  }

  /**
   * Writes the noise eps that a prediction implies.
   *
   * <pre>
   *   V_PREDICTION  eps = sqrt(1 - ab) x_t + sqrt(ab) v
   *   SAMPLE        eps = (x_t - sqrt(ab) x_0) / sqrt(1 - ab)
   * </pre>
   *
   * @param noisy x_t
   * @param prediction what the denoiser said of it
   * @param alphaCumprod ab, in (0, 1)
   * @param out receives eps; may be either input
   */
  public void predictedNoise(float[] noisy, float[] prediction, double alphaCumprod, float[] out) {
    double signal = Math.sqrt(alphaCumprod);
    double noise = Math.sqrt(1 - alphaCumprod);
    switch (this) {
      case EPSILON -> Affine.combine(0, noisy, 1, prediction, out);
      case V_PREDICTION -> Affine.combine(noise, noisy, signal, prediction, out);
      case SAMPLE -> Affine.combine(1 / noise, noisy, -signal / noise, prediction, out);
    }
  }
}
