package dev.qudiffuse.nn.kernel;

/**
 * The inner loops of the network. Implementations give the same bits for the same input, are
 * stateless, and allocate nothing.
 *
 * <p>Offsets are indices into the arrays; nothing outside the described elements is read or
 * written.
 */
public interface Kernels {

  /**
   * Kernels for this process: vectors where the machine and the start-up flags allow, the scalar
   * reference elsewhere.
   */
  static Kernels get() {
    return KernelProvider.KERNELS;
  }

  /** What runs, for logs and reports, such as {@code "vector, 512 bit"}. */
  String description();

  /**
   * Computes {@code out} as {@link Contraction} defines, from weights packed by {@link
   * Contraction#pack}.
   */
  void contract(
      Contraction c,
      float[] in,
      int inOffset,
      float[] packed,
      int packedOffset,
      float[] bias,
      int biasOffset,
      float[] out,
      int outOffset);

  /**
   * Adds the gradient of a contraction's weights, row-major {@code [taps * depth][outputs]}:
   *
   * <pre>
   *   gradient[(r*depth + k)*outputs + n] += sum over y, x of
   *       in[y*inRowStride + x*inPixelStride + r*tapStride + k] * dOut[y*outRowStride + x*outPixelStride + n]
   * </pre>
   */
  void weightGradient(
      Contraction c,
      float[] in,
      int inOffset,
      float[] dOut,
      int dOutOffset,
      float[] gradient,
      int gradientOffset);

  /**
   * Adds up pixels: {@code sums[sumsOffset + c] += sum over y, x of values[offset + y*rowStride +
   * x*channels + c]}, in that order, for each of {@code channels} channels.
   */
  void channelSums(
      float[] values,
      int offset,
      int rows,
      int columns,
      int rowStride,
      int channels,
      float[] sums,
      int sumsOffset);

  /**
   * Adds up products, channel by channel: {@code sums[c] += sum over y, x of a[...] * (b[...] -
   * center[c])}, with {@code a} and {@code b} both laid out as in {@link #channelSums}.
   */
  void channelProducts(
      float[] a,
      float[] b,
      float[] center,
      int offset,
      int rows,
      int columns,
      int rowStride,
      int channels,
      float[] sums);

  /**
   * Squared deviations, channel by channel: {@code sums[c] += sum over y, x of (values[...] -
   * center[c])^2}, laid out as in {@link #channelSums}.
   */
  void channelSquares(
      float[] values,
      float[] center,
      int offset,
      int rows,
      int columns,
      int rowStride,
      int channels,
      float[] sums);

  /**
   * A map per channel: {@code out[i] = fma(in[i], scale[c], shift[c])}, laid out as in {@link
   * #channelSums}.
   */
  void channelAffine(
      float[] in,
      float[] scale,
      float[] shift,
      int offset,
      int rows,
      int columns,
      int rowStride,
      int channels,
      float[] out);

  /**
   * A map of two images per channel: {@code out[i] = fma(a[i], scaleA[c], fma(b[i], scaleB[c],
   * shift[c]))}, laid out as in {@link #channelSums}. {@code out} may be {@code a} or {@code b}.
   */
  void channelAffine2(
      float[] a,
      float[] scaleA,
      float[] b,
      float[] scaleB,
      float[] shift,
      int offset,
      int rows,
      int columns,
      int rowStride,
      int channels,
      float[] out);

  /** {@code out[i] = x[i] * sigmoid(x[i])} for {@code i < count}. */
  void silu(float[] x, float[] out, int count);

  /**
   * The gradient of {@link #silu}: {@code dx[i] = dOut[i] * s * (1 + x[i] * (1 - s))} with {@code s
   * = sigmoid(x[i])}.
   */
  void siluGradient(float[] x, float[] dOut, float[] dx, int count);

  /** {@code target[i] += source[i]} for {@code i < count}. */
  void add(float[] source, float[] target, int count);

  /**
   * {@code B^T x B} for each tile of a plan.
   *
   * @param x a bordered image of {@code channels} channels
   * @param rowStride floats from one row of it to the next
   * @param scratch {@link Winograd#PLACES} x {@link Contraction#PANEL} floats
   * @param out receives {@code [36][tiles][channels]}
   */
  void winogradInput(
      Winograd w, float[] x, int rowStride, int channels, float[] scratch, float[] out);

  /**
   * {@code A^T m A} plus a bias, for each tile of a plan.
   *
   * @param m {@code [36][tiles][channels]}
   * @param y a bordered image, whose interior is overwritten where the plan has tiles
   */
  void winogradOutput(
      Winograd w,
      float[] m,
      float[] bias,
      int biasOffset,
      float[] scratch,
      float[] y,
      int rowStride,
      int channels);

  /**
   * {@code A dy A^T} for each tile of a plan, each output counted in the first tile that has it:
   * the gradient of {@code m} in {@link #winogradOutput}.
   *
   * @param dy a bordered image
   * @param out receives {@code [36][tiles][channels]}
   */
  void winogradOutputGradient(
      Winograd w, float[] dy, int rowStride, int channels, float[] scratch, float[] out);

  /**
   * Adds {@code G^T du G} for each pair of channels to the gradient of the weights.
   *
   * @param du {@code [36][pairs]}
   * @param pairs input channels times output channels
   * @param gradient receives {@code [3][3][pairs]} from {@code offset}
   */
  void winogradWeightGradient(float[] du, int pairs, float[] scratch, float[] gradient, int offset);
}
