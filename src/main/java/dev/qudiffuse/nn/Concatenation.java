package dev.qudiffuse.nn;

/**
 * Two images of the same extents side by side in the channels, the first one's first.
 *
 * <p>Immutable and thread-safe.
 */
public final class Concatenation {

  private final ImageShape first;
  private final ImageShape second;
  private final ImageShape out;

  /** Joins images of two shapes that differ at most in their channels. */
  public Concatenation(ImageShape first, ImageShape second) {
    if (first.height() != second.height() || first.width() != second.width()) {
      throw new IllegalArgumentException(
          "expected images of the same extents, got " + first + " and " + second);
    }
    this.first = first;
    this.second = second;
    this.out = first.withChannels(first.channels() + second.channels());
  }

  /** Shape of the output. */
  public ImageShape out() {
    return out;
  }

  /** Writes the interior of {@code y}. */
  public void forward(float[] a, float[] b, float[] y) {
    for (int i = 0; i < out.height(); i++) {
      for (int j = 0; j < out.width(); j++) {
        int o = out.index(i, j);
        System.arraycopy(a, first.index(i, j), y, o, first.channels());
        System.arraycopy(b, second.index(i, j), y, o + first.channels(), second.channels());
      }
    }
  }

  /** Splits the gradient of the output into those of the inputs. */
  public void backward(float[] dy, float[] da, float[] db) {
    for (int i = 0; i < out.height(); i++) {
      for (int j = 0; j < out.width(); j++) {
        int o = out.index(i, j);
        System.arraycopy(dy, o, da, first.index(i, j), first.channels());
        System.arraycopy(dy, o + first.channels(), db, second.index(i, j), second.channels());
      }
    }
  }
}
