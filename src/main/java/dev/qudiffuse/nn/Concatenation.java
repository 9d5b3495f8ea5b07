package dev.qudiffuse.nn;

/**
 * Two images of the same extents side by side in the channels, the first one's first.
 *
 * <p>Immutable and thread-safe.
 *
 * @param first shape of the first image
 * @param second shape of the second image
 */
public record Concatenation(ImageShape first, ImageShape second) {

  public Concatenation {
    if (first.height() != second.height() || first.width() != second.width()) {
      throw new IllegalArgumentException(
          "expected images of the same extents, got " + first + " and " + second);
    }
  }

  /** Shape of the output. */
  public ImageShape out() {
    return first.withChannels(first.channels() + second.channels());
  }

  /** Writes the interior of {@code y}. */
  public void forward(float[] a, float[] b, float[] y) {
    ImageShape out = out();
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
    ImageShape out = out();
    for (int i = 0; i < out.height(); i++) {
      for (int j = 0; j < out.width(); j++) {
        int o = out.index(i, j);
        System.arraycopy(dy, o, da, first.index(i, j), first.channels());
        System.arraycopy(dy, o + first.channels(), db, second.index(i, j), second.channels());
      }
    }
  }
}
