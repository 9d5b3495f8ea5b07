package dev.qudiffuse.diffusion;

/** The one vector operation of diffusion: a weighted sum of two images. */
final class Affine {

  private Affine() {}

  /** {@code out = a x + b y}, element by element; {@code out} may be {@code x} or {@code y}. */
  static void combine(double a, float[] x, double b, float[] y, float[] out) {
    requireEqualLengths(x, y, out);
    float fa = (float) a;
    float fb = (float) b;
    for (int i = 0; i < out.length; i++) {
      out[i] = fa * x[i] + fb * y[i];
    }
  }

  static void requireEqualLengths(float[] x, float[] y, float[] out) {
    if (x.length != out.length || y.length != out.length) {
      throw new IllegalArgumentException(
          "expected three images of one size, got %d, %d and %d values"
              .formatted(x.length, y.length, out.length));
    }
  }
}
