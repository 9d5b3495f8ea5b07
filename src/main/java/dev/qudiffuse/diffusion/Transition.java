package dev.qudiffuse.diffusion;

/**
 * One step of the reverse process, from x_t to x_p with p &lt; t, once the original x_0 has been
 * predicted:
 *
 * <pre>  x_p = original x_0 + noisy x_t + sigma z, z standard normal</pre>
 *
 * <p>Every choice below keeps the marginal: if x_t is distributed as the forward process says, so
 * is x_p. A step to {@link NoiseSchedule#ORIGINAL} is x_p = x_0, without noise.
 *
 * @param timestep t
 * @param alphaCumprod ab_t
 * @param original weight of x_0
 * @param noisy weight of x_t
 * @param sigma standard deviation of the fresh noise
 */
record Transition(int timestep, double alphaCumprod, double original, double noisy, double sigma) {

  /**
   * The posterior q(x_p given x_t, x_0) of the forward process (Ho et al. 2020, arXiv 2006.11239,
   * equations 6 and 7), for any stride. With a = ab_t / ab_p, which is 1 - beta_t when p = t - 1,
   *
   * <pre>
   *   mean      sqrt(ab_p) (1 - a) / (1 - ab_t) x_0 + sqrt(a) (1 - ab_p) / (1 - ab_t) x_t
   *   variance  (1 - a) (1 - ab_p) / (1 - ab_t)
   * </pre>
   */
  static Transition posterior(NoiseSchedule schedule, int timestep, int previous) {
    double now = schedule.alphasCumprod(timestep);
    double then = schedule.alphasCumprod(previous);
    double alpha = now / then;
    return new Transition(
        timestep,
        now,
        Math.sqrt(then) * (1 - alpha) / (1 - now),
        Math.sqrt(alpha) * (1 - then) / (1 - now),
        posteriorDeviation(now, then));
  }

  /**
   * The implicit step (Song et al. 2021, arXiv 2010.02502, equations 12 and 16), with eps = (x_t -
   * sqrt(ab_t) x_0) / sqrt(1 - ab_t) taken from the same x_0:
   *
   * <pre>
   *   x_p = sqrt(ab_p) x_0 + sqrt(1 - ab_p - sigma^2) eps + sigma z
   *   sigma = eta sqrt((1 - ab_t / ab_p) (1 - ab_p) / (1 - ab_t))
   * </pre>
   *
   * With eta 0 nothing is drawn; with eta 1 this is {@link #posterior}.
   */
  static Transition implicit(NoiseSchedule schedule, int timestep, int previous, double eta) {
    double now = schedule.alphasCumprod(timestep);
    double then = schedule.alphasCumprod(previous);
    double sigma = eta * posteriorDeviation(now, then);
    double direction = Math.max(0, 1 - then - sigma * sigma); // not below 0 by rounding
    double noisy = Math.sqrt(direction / (1 - now));
    return new Transition(timestep, now, Math.sqrt(then) - noisy * Math.sqrt(now), noisy, sigma);
  }

  /** This step with a multiple of its noise; it keeps the marginal no longer. */
  Transition withNoiseScale(double factor) {
    return new Transition(timestep, alphaCumprod, original, noisy, factor * sigma);
  }

  private static double posteriorDeviation(double now, double then) {
    return Math.sqrt((1 - now / then) * (1 - then) / (1 - now));
  }
}
