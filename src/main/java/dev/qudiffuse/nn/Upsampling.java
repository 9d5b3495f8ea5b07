package dev.qudiffuse.nn;

/**
 * Nearest-neighbour enlargement to twice the height and width: {@code y[i, j] = x[i / 2, j / 2]}.
 *
 * <p>Immutable and thread-safe.
 */
public final class Upsampling {

  private final ImageShape in;
  private final ImageShape out;

  /** Enlarges images of shape {@code in}. */
  public Upsampling(ImageShape in) {
    this.in = in;
    this.out = new ImageShape(2 * in.height(), 2 * in.width(), in.channels());
  }

  /** Shape of the input. */
  public ImageShape in() {
    return in;
  }

  /** Shape of the output. */
  public ImageShape out() {
    return out;
  }

  /** The forward pass, added to the interiors of {@code y}: beside a skip connection. */
  public void add(int images, float[] x, float[] y) {
    int channels = in.channels();
    for (int m = 0; m < images; m++) {
      for (int i = 0; i < out.height(); i++) {
        for (int j = 0; j < out.width(); j++) {
          int s = m * in.size() + in.index(i / 2, j / 2);
          int t = m * out.size() + out.index(i, j);
          for (int c = 0; c < channels; c++) {
            y[t + c] += x[s + c];
          }
        }
      }
    }
  }

  /**
   * Writes the gradient of the input, the sum over the four copies of each pixel, into {@code dx}.
   */
  public void backward(int images, float[] dy, float[] dx) {
    int row = out.rowStride();
    int channels = in.channels();
    for (int m = 0; m < images; m++) {
      for (int i = 0; i < in.height(); i++) {
        for (int j = 0; j < in.width(); j++) {
          int s = m * out.size() + out.index(2 * i, 2 * j);
          int t = m * in.size() + in.index(i, j);
          for (int c = 0; c < channels; c++) {
            dx[t + c] =
                (dy[s + c] + dy[s + channels + c]) + (dy[s + row + c] + dy[s + row + channels + c]);
          }
        }
      }
    }
  }
}
