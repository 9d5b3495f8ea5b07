package dev.qudiffuse.image;

/**
 * Enlarges square images by cubic convolution (Keys 1981; the Catmull-Rom kernel), along rows and
 * then along columns.
 *
 * <p>The kernel, for a distance x in pixels of the small image,
 *
 * <pre>
 *   1.5 |x|^3 - 2.5 |x|^2 + 1              |x| in [0, 1]
 *  -0.5 |x|^3 + 2.5 |x|^2 - 4 |x| + 2      |x| in [1, 2]
 * </pre>
 *
 * passes through the small image's own pixels, so an enlargement to the same size changes nothing.
 * Only additions and multiplications in a fixed order: the same bits on every machine, which Java2D
 * does not promise. Immutable and safe to share.
 */
public final class Enlargement {

  private static final int TAPS = 4;

  private final int from;
  private final int to;

  /**
   * {@code [to][TAPS]}: which small pixels an enlarged one is made of; beyond the edge, the edge.
   */
  private final int[] sources;

  /** {@code [to][TAPS]}: with which weights. */
  private final float[] weights;

  private Enlargement(int from, int to) {
    this.from = from;
    this.to = to;
    this.sources = new int[to * TAPS];
    this.weights = new float[to * TAPS];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * from / to - 0.5;
      int first = (int) Math.floor(centre) - 1;
      for (int tap = 0; tap < TAPS; tap++) {
        sources[i * TAPS + tap] = Math.clamp(first + tap, 0, from - 1);
        weights[i * TAPS + tap] = (float) kernel(Math.abs(centre - (first + tap)));
      }
    }
  }

  /** The enlargement of {@code from x from} to {@code to x to} values. */
  public static Enlargement of(int from, int to) {
    if (from < 1 || to < from) {
      throw new IllegalArgumentException(
          "expected to enlarge at least one pixel, got %d to %d".formatted(from, to));
    }
    return new Enlargement(from, to);
  }

  private static double kernel(double x) {
    if (x <= 1) {
      return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
  }

  /** The enlarged image, {@code to x to}; may overshoot the range of the small one a little. */
  public float[] apply(float[] image) {
    if (image.length != from * from) {
      throw new IllegalArgumentException(
          "expected %d values, got %d".formatted(from * from, image.length));
    }
    float[] wide = new float[from * to];
    for (int y = 0; y < from; y++) {
      for (int x = 0; x < to; x++) {
        wide[y * to + x] = interpolate(image, y * from, 1, x);
      }
    }
    float[] enlarged = new float[to * to];
    for (int y = 0; y < to; y++) {
      for (int x = 0; x < to; x++) {
        enlarged[y * to + x] = interpolate(wide, x, to, y);
      }
    }
    return enlarged;
  }

  /**
   * One enlarged value on the line of small values that starts at {@code offset}, {@code stride}
   * apart.
   */
  private float interpolate(float[] values, int offset, int stride, int index) {
    float sum = 0;
    for (int tap = index * TAPS; tap < (index + 1) * TAPS; tap++) {
      sum += weights[tap] * values[offset + sources[tap] * stride];
    }
    return sum;
  }
}
