package dev.qudiffuse.nn.kernel;

/**
 * The geometry of a sum of products that covers convolutions, their gradients and linear maps.
 *
 * <p>With row {@code y}, column {@code x}, output {@code n}:
 *
 * <pre>
 *   out[y*outRowStride + x*outPixelStride + n] = bias[n]
 *       + sum over r &lt; taps, k &lt; depth of
 *           in[y*inRowStride + x*inPixelStride + r*tapStride + k] * w[r*depth + k][n]
 * </pre>
 *
 * <p>In a channels-last image with a border, the inputs that a 3x3 kernel sees in one of its rows
 * are {@code 3 * channels} contiguous numbers; so {@code taps} counts kernel rows and {@code depth}
 * the numbers in each. Strides are in floats.
 *
 * @param rows output rows
 * @param columns output pixels in a row
 * @param taps rows of the kernel
 * @param depth contiguous inputs in each row of the kernel
 * @param outputs numbers computed per pixel
 * @param inRowStride from the inputs of one output row to those of the next
 * @param inPixelStride from the inputs of one output pixel to those of the next
 * @param tapStride from one row of the kernel to the next
 * @param outRowStride from one output row to the next
 * @param outPixelStride from one output pixel to the next
 */
public record Contraction(
    int rows,
    int columns,
    int taps,
    int depth,
    int outputs,
    int inRowStride,
    int inPixelStride,
    int tapStride,
    int outRowStride,
    int outPixelStride) {

  /**
   * Outputs that share one panel of packed weights: a 512-bit vector of floats, two of 256 bits,
   * four of 128.
   */
  public static final int PANEL = 16;

  /** A linear map: one row, one pixel. */
  public static Contraction linear(int inputs, int outputs) {
    return new Contraction(1, 1, 1, inputs, outputs, 0, 0, 0, 0, 0);
  }

  /** Panels that hold the outputs, the last one padded with zeros. */
  public int panels() {
    return (outputs + PANEL - 1) / PANEL;
  }

  /** Floats of the packed weights: {@code [panels][taps * depth][PANEL]}. */
  public int packedSize() {
    return panels() * taps * depth * PANEL;
  }

  /** Multiply-adds of one execution. */
  public long multiplyAdds() {
    return (long) rows * columns * taps * depth * outputs;
  }

  /**
   * Index in packed weights, from the start of the panels, of the weight from input {@code i} to
   * output {@code n}.
   */
  public int packedIndex(int i, int n) {
    return ((n / PANEL) * taps * depth + i) * PANEL + n % PANEL;
  }

  /**
   * Packs row-major weights {@code [taps * depth][outputs]} into panels, so that a kernel reads
   * them at a stride which the compiler knows and can keep free of bounds checks.
   */
  public void pack(float[] weights, int offset, float[] packed, int packedOffset) {
    int inputs = taps * depth;
    for (int i = 0; i < inputs; i++) {
      for (int n = 0; n < outputs; n++) {
        packed[packedOffset + packedIndex(i, n)] = weights[offset + i * outputs + n];
      }
    }
  }
}
