package dev.qudiffuse.nn.kernel;

/**
 * The geometry of a sum of products that covers convolutions, their gradients and linear maps.
 *
 * <p>With image {@code m}, row {@code y}, column {@code x}, output {@code n}:
 *
 * <pre>
 *   out[m*outImageStride + y*outRowStride + x*outPixelStride + n] = bias[m*biasStride + n]
 *       + sum over r &lt; taps, k &lt; depth of
 *           in[m*inImageStride + y*inRowStride + x*inPixelStride + r*tapStride + k] * w[r*depth + k][n]
 * </pre>
 *
 * <p>How many images there are is said at each execution, and makes no difference to any of them.
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
 * @param inImageStride from the inputs of one image to those of the next
 * @param outImageStride from the outputs of one image to those of the next
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
    int outPixelStride,
    int inImageStride,
    int outImageStride) {

  /**
   * Outputs that share one panel of packed weights: a 512-bit vector of floats, two of 256 bits,
   * four of 128.
   */
  public static final int PANEL = 16;

  /** A linear map: each image is one pixel, and images lie one behind another. */
  public static Contraction linear(int inputs, int outputs) {
    return new Contraction(1, 1, 1, inputs, outputs, 0, inputs, 0, 0, outputs, inputs, outputs);
  }

  /** Pixels of an image. */
  public int pixels() {
    return rows * columns;
  }

  /**
   * Whether all pixels of all images follow one another at equal distances, in the input as in the
   * output, so that they are as good as one row.
   */
  boolean isFlat() {
    return (rows == 1
            || (inRowStride == columns * inPixelStride && outRowStride == columns * outPixelStride))
        && inImageStride == pixels() * inPixelStride
        && outImageStride == pixels() * outPixelStride;
  }

  /** Panels that hold the outputs, the last one padded with zeros. */
  public int panels() {
    return (outputs + PANEL - 1) / PANEL;
  }

  /** Floats of the packed weights: {@code [panels][taps * depth][PANEL]}. */
  public int packedSize() {
    return panels() * taps * depth * PANEL;
  }

  /** Multiply-adds for one image. */
  public long multiplyAdds() {
    return (long) pixels() * taps * depth * outputs;
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
    for (int first = 0; first < outputs; first += PANEL) {
      int width = Math.min(PANEL, outputs - first);
      int to = packedOffset + packedIndex(0, first);
      for (int i = 0; i < inputs; i++) {
        System.arraycopy(weights, offset + i * outputs + first, packed, to + i * PANEL, width);
      }
    }
  }
}
