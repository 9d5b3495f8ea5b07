package dev.qudiffuse.diffusion;

/**
 * What an image is to show, and how strongly: classifier-free guidance (Ho and Salimans 2022, arXiv
 * 2207.12598).
 *
 * <p>With p_c the prediction under the condition and p_0 the prediction under the null condition,
 * which shows anything, the guided prediction is
 *
 * <pre>  p = p_0 + scale (p_c - p_0)</pre>
 *
 * so scale 1 is the plain conditional prediction and needs the network only once; larger scales
 * trade variety for clarity.
 *
 * <p>It may be limited to part of the way (a guidance interval: Kynkaanniemi et al. 2024, arXiv
 * 2404.07724): at the noisiest timesteps it costs more variety than it gives clarity.
 *
 * @param condition index of the class to draw
 * @param scale strength; finite and not negative
 * @param noisiest the noisiest timestep that is guided; those beyond get the plain conditional
 *     prediction
 */
public record Guidance(int condition, float scale, int noisiest) {

  public Guidance {
    if (condition < 0) {
      throw new IllegalArgumentException("expected a condition of at least 0, got " + condition);
    }
    if (!(scale >= 0 && scale < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a finite guidance scale of at least 0, got " + scale);
    }
  }

  /** Guidance at every timestep. */
  public Guidance(int condition, float scale) {
    this(condition, scale, Integer.MAX_VALUE);
  }

  /** The plain conditional prediction, unguided. */
  public static Guidance unguided(int condition) {
    return new Guidance(condition, 1);
  }

  /**
   * Whether the prediction depends on the null condition, so that the network must be evaluated
   * twice.
   */
  public boolean isGuided() {
    return scale != 1;
  }

  /** Whether a timestep is guided, as far as the limit goes. */
  boolean guides(int timestep) {
    return timestep <= noisiest;
  }

  /**
   * Combines two predictions: {@code out = unconditional + scale (conditional - unconditional)},
   * element by element.
   *
   * @param out receives the result; may be either input
   */
  public static void combine(float[] unconditional, float[] conditional, float scale, float[] out) {
    Affine.requireEqualLengths(unconditional, conditional, out);
    for (int i = 0; i < out.length; i++) {
      out[i] = unconditional[i] + scale * (conditional[i] - unconditional[i]);
    }
  }
}
