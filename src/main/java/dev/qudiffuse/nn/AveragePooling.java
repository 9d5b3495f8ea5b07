package dev.qudiffuse.nn;

/**
 * Halves height and width, each output the mean of four inputs:
 *
 * <pre>
 *   y[i, j] = (x[2i, 2j] + x[2i, 2j+1] + x[2i+1, 2j] + x[2i+1, 2j+1]) / 4
 * </pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class AveragePooling {

  private final ImageShape in;
  private final ImageShape out;

  /** Halves images of shape {@code in}, whose height and width are even. */
  public AveragePooling(ImageShape in) {
    if (in.height() % 2 != 0 || in.width() % 2 != 0) {
      throw new IllegalArgumentException(
          "expected even extents to halve, got " + in.height() + " x " + in.width());
    }
    this.in = in;
    this.out = new ImageShape(in.height() / 2, in.width() / 2, in.channels());
  }

  /** Shape of the input. */
  public ImageShape in() {
    return in;
  }

  /** Shape of the output. */
  public ImageShape out() {
    return out;
  }

  /** Writes the interior of {@code y}. */
  public void forward(int images, float[] x, float[] y) {
    int row = in.rowStride();
    int channels = in.channels();
    for (int m = 0; m < images; m++) {
      for (int i = 0; i < out.height(); i++) {
        for (int j = 0; j < out.width(); j++) {
          int s = m * in.size() + in.index(2 * i, 2 * j);
          int t = m * out.size() + out.index(i, j);
          for (int c = 0; c < channels; c++) {
            float top = x[s + c] + x[s + channels + c];
            float bottom = x[s + row + c] + x[s + row + channels + c];
            y[t + c] = 0.25f * (top + bottom);
          }
        }
      }
    }
  }

  /**
   * Writes the gradient of the input, a quarter of its output's, into the interior of {@code dx}.
   */
  public void backward(int images, float[] dy, float[] dx) {
    int channels = in.channels();
    for (int m = 0; m < images; m++) {
      for (int i = 0; i < in.height(); i++) {
        for (int j = 0; j < in.width(); j++) {
          int s = m * out.size() + out.index(i / 2, j / 2);
          int t = m * in.size() + in.index(i, j);
          for (int c = 0; c < channels; c++) {
            dx[t + c] = 0.25f * dy[s + c];
          }
        }
      }
    }
  }
}
