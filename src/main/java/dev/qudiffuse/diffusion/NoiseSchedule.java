package dev.qudiffuse.diffusion;

/**
 * How much of the original image is left at each timestep.
 *
 * <p>From the variances beta_t that the forward process adds step by step, with t = 0 .. T-1,
 *
 * <pre>  alphasCumprod(t) = product over s = 0 .. t of (1 - beta_s)</pre>
 *
 * so that q(x_t given x_0) = N(sqrt(ab_t) x_0, (1 - ab_t) I) with ab_t = alphasCumprod(t). Strictly
 * decreasing, inside (0, 1). Immutable and safe to share.
 */
public final class NoiseSchedule {

  /** The timestep "before the first": the original image, of which everything is left. */
  public static final int ORIGINAL = -1;

  /** Offset of the cosine schedule: keeps the first betas from vanishing. */
  private static final double COSINE_OFFSET = 0.008;

  /** Largest beta of the cosine schedule: keeps the last step from erasing the image altogether. */
  private static final double COSINE_MAX_BETA = 0.999;

  private final double[] betas;
  private final double[] alphasCumprod;

  private NoiseSchedule(double[] betas) {
    if (betas.length == 0) {
      throw new IllegalArgumentException("expected at least one timestep, got none");
    }
    this.betas = betas;
    this.alphasCumprod = new double[betas.length];
    double product = 1;
    for (int t = 0; t < betas.length; t++) {
      if (!(betas[t] > 0 && betas[t] < 1)) {
        throw new IllegalArgumentException(
            "expected every beta inside (0, 1), got beta[%d] = %s".formatted(t, betas[t]));
      }
      product *= 1 - betas[t];
      alphasCumprod[t] = product;
    }
    if (!(product > 0)) {
      throw new IllegalArgumentException(
          "expected betas that leave something of the image, got a product of 0");
    }
  }

  /**
   * The cosine schedule of Nichol and Dhariwal (arXiv 2102.09672, equation 17):
   *
   * <pre>
   *   f(u) = cos^2((u + s) / (1 + s) pi / 2), s = 0.008
   *   beta_t = min(1 - f((t + 1) / T) / f(t / T), 0.999)
   * </pre>
   */
  public static NoiseSchedule cosine(int timesteps) {
    double[] betas = new double[requirePositive(timesteps)];
    for (int t = 0; t < timesteps; t++) {
      double ratio =
          cosineSquared((t + 1) / (double) timesteps) / cosineSquared(t / (double) timesteps);
      betas[t] = Math.min(1 - ratio, COSINE_MAX_BETA);
    }
    return new NoiseSchedule(betas);
  }

  private static double cosineSquared(double time) {
    // StrictMath: the same bits on every processor
    double cosine = StrictMath.cos((time + COSINE_OFFSET) / (1 + COSINE_OFFSET) * (Math.PI / 2));
    return cosine * cosine;
  }

  /**
   * Betas in equal steps from {@code first} to {@code last} (Ho et al. 2020, arXiv 2006.11239: 1e-4
   * to 0.02 for T = 1000).
   */
  public static NoiseSchedule linear(int timesteps, double first, double last) {
    double[] betas = new double[requirePositive(timesteps)];
    for (int t = 0; t < timesteps; t++) {
      betas[t] = timesteps == 1 ? first : first + (last - first) * t / (timesteps - 1);
    }
    return new NoiseSchedule(betas);
  }

  private static int requirePositive(int timesteps) {
    if (timesteps < 1) {
      throw new IllegalArgumentException("expected at least 1 timestep, got " + timesteps);
    }
    return timesteps;
  }

  /** T, the number of timesteps. */
  public int timesteps() {
    return betas.length;
  }

  /** The variance that step t of the forward process adds. */
  public double beta(int timestep) {
    return betas[timestep];
  }

  /** ab_t for t in 0 .. T-1, and 1 for {@link #ORIGINAL}. */
  public double alphasCumprod(int timestep) {
    return timestep == ORIGINAL ? 1 : alphasCumprod[timestep];
  }
}
