package dev.qudiffuse.nn.kernel;

/**
 * The inner loops of the network. Implementations give the same bits for the same input, are
 * stateless, and allocate nothing.
 *
 * <p>Offsets are indices into the arrays; nothing outside the described elements is read or
 * written. Where there are several images, each is computed as if it were alone; only gradients of
 * weights are sums over them.
 *
 * <p>The channelwise operations take one image, whose pixels lie at {@code offset} as {@link
 * Extents} say, in all of its arrays alike; numbers per channel lie at {@code channel} in theirs.
 */
public interface Kernels {

  /**
   * Contractions are fastest over multiples of so many pixels: those are what the kernels take at a
   * time, and of what is left over they compute some again.
   */
  int PIXELS_AT_ONCE = 7;

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
   *
   * @param biasStride from the bias of one image to that of the next: 0 if they share it
   */
  void contract(
      Contraction c,
      int images,
      float[] in,
      int inOffset,
      float[] packed,
      int packedOffset,
      float[] bias,
      int biasOffset,
      int biasStride,
      float[] out,
      int outOffset);

  /**
   * Adds the gradient of a contraction's weights, row-major {@code [taps * depth][outputs]}:
   *
   * <pre>
   *   gradient[(r*depth + k)*outputs + n] += sum over images m, rows y, columns x of
   *       in[m*inImageStride + y*inRowStride + x*inPixelStride + r*tapStride + k]
   *           * dOut[m*outImageStride + y*outRowStride + x*outPixelStride + n]
   * </pre>
   */
  void weightGradient(
      Contraction c,
      int images,
      float[] in,
      int inOffset,
      float[] dOut,
      int dOutOffset,
      float[] gradient,
      int gradientOffset);

  /** Adds up pixels in raster order: {@code sums[channel + c] += sum of values[.., c]}. */
  void channelSums(Extents e, float[] values, int offset, float[] sums, int channel);

  /**
   * First and second moments about the first pixel, which keeps them small: with {@code d =
   * values[.., c] - values[offset + c]}, {@code sums[channel + c] = sum of d} and {@code
   * squares[channel + c] = sum of d * d}.
   */
  void channelMoments(
      Extents e, float[] values, int offset, float[] sums, float[] squares, int channel);

  /** A map per channel: {@code out[.., c] = fma(in[.., c], scale[c], shift[c])}. */
  void channelAffine(
      Extents e, float[] in, int offset, float[] scale, float[] shift, int channel, float[] out);

  /** {@link #channelAffine} and then {@link #silu}. */
  void channelAffineSilu(
      Extents e, float[] in, int offset, float[] scale, float[] shift, int channel, float[] out);

  /**
   * Sums of a gradient: {@code sums[c] = sum of d[.., c]} and {@code products[c] = sum of d[.., c]
   * * (in[.., c] - mean[c])}.
   */
  void channelGradientSums(
      Extents e,
      float[] in,
      float[] d,
      int offset,
      float[] mean,
      int channel,
      float[] sums,
      float[] products);

  /**
   * Back through the SiLU of {@link #channelAffineSilu}, and the sums of what comes out: {@code d =
   * dOut * silu'(fma(in, scale, shift))}, then {@link #channelGradientSums} of it.
   *
   * @param d may be {@code dOut}
   */
  void channelSiluGradientSums(
      Extents e,
      float[] in,
      float[] dOut,
      int offset,
      float[] scale,
      float[] shift,
      float[] mean,
      int channel,
      float[] d,
      float[] sums,
      float[] products);

  /**
   * A map of two images per channel: {@code out = fma(a, scaleA[c], fma(b, scaleB[c], shift[c]))}.
   *
   * @param out may be {@code a} or {@code b}
   */
  void channelAffine2(
      Extents e,
      float[] a,
      float[] scaleA,
      float[] b,
      float[] scaleB,
      float[] shift,
      int offset,
      int channel,
      float[] out);

  /** As {@link #channelAffine2}, added to {@code sum}. */
  void addChannelAffine2(
      Extents e,
      float[] a,
      float[] scaleA,
      float[] b,
      float[] scaleB,
      float[] shift,
      int offset,
      int channel,
      float[] sum);

  /** {@code out[i] = x[i] * sigmoid(x[i])} for {@code i < count}. */
  void silu(float[] x, float[] out, int count);

  /**
   * The gradient of {@link #silu}: {@code dx[i] = dOut[i] * s * (1 + x[i] * (1 - s))} with {@code s
   * = sigmoid(x[i])}.
   */
  void siluGradient(float[] x, float[] dOut, float[] dx, int count);

  /** {@code target[i] += source[i]} for {@code count} elements from {@code offset} on. */
  void add(float[] source, float[] target, int offset, int count);

  /**
   * {@code B^T x B} for some tiles of a plan.
   *
   * @param x bordered images of {@code channels} channels
   * @param first index of the first tile, over all tiles of all images
   * @param tiles how many
   * @param scratch {@link Winograd#PLACES} x {@link Contraction#PANEL} floats
   * @param out receives the transformed tiles
   */
  void winogradInput(
      Winograd w, float[] x, int channels, int first, int tiles, float[] scratch, float[] out);

  /**
   * {@code A^T m A} plus a bias, for some tiles of a plan.
   *
   * @param m transformed tiles
   * @param biasStride from the bias of one image to that of the next: 0 if they share it
   * @param y bordered images, whose interiors are overwritten where there are tiles
   */
  void winogradOutput(
      Winograd w,
      float[] m,
      int channels,
      int first,
      int tiles,
      float[] bias,
      int biasOffset,
      int biasStride,
      float[] scratch,
      float[] y);

  /**
   * {@code A dy A^T} for some tiles of a plan, each output counted in the first tile that has it:
   * the gradient of {@code m} in {@link #winogradOutput}.
   *
   * @param dy bordered images
   * @param out receives the transformed tiles
   */
  void winogradOutputGradient(
      Winograd w, float[] dy, int channels, int first, int tiles, float[] scratch, float[] out);

  /**
   * Adds {@code G^T du G} for each pair of channels to the gradient of the weights.
   *
   * @param du {@code [36][pairs]}, the places a {@link Winograd#pairStride} apart
   * @param pairs input channels times output channels
   * @param gradient receives {@code [3][3][pairs]} from {@code offset}
   */
  void winogradWeightGradient(float[] du, int pairs, float[] scratch, float[] gradient, int offset);
}
