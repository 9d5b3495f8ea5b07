package dev.qudiffuse.nn;

/**
 * Nearest-neighbour enlargement to twice the height and width: {@code y[i, j] = x[i / 2, j / 2]}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param in shape of the input
 */
public record Upsampling(ImageShape in) {

  /** Shape of the output. */
  public ImageShape out() {
    return new ImageShape(2 * in.height(), 2 * in.width(), in.channels());
  }

  /** Writes the interior of {@code y}. */
  public void forward(float[] x, float[] y) {
    ImageShape out = out();
    int channels = in.channels();
    for (int i = 0; i < out.height(); i++) {
      for (int j = 0; j < out.width(); j++) {
        System.arraycopy(x, in.index(i / 2, j / 2), y, out.index(i, j), channels);
      }
    }
  }

  /**
   * Writes the gradient of the input, the sum over the four copies of each pixel, into {@code dx}.
   */
  public void backward(float[] dy, float[] dx) {
    ImageShape out = out();
    int row = out.rowStride();
    int channels = in.channels();
    for (int i = 0; i < in.height(); i++) {
      for (int j = 0; j < in.width(); j++) {
        int s = out.index(2 * i, 2 * j);
        int t = in.index(i, j);
        for (int c = 0; c < channels; c++) {
          dx[t + c] =
              (dy[s + c] + dy[s + channels + c]) + (dy[s + row + c] + dy[s + row + channels + c]);
        }
      }
    }
  }
}
