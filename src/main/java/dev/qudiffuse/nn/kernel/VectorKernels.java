package dev.qudiffuse.nn.kernel;

/**
 * The kernels on the Vector API, bit for bit equal to {@link ScalarKernels}. Each lives in a class
 * of its kind.
 */
final class VectorKernels implements Kernels {

  @Override
  public String description() {
    return "vector, " + Vectors.S.vectorBitSize() + " bit";
  }

  @Override
  public void contract(
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
      int outOffset) {
    VectorContraction.contract(
        c,
        images,
        in,
        inOffset,
        packed,
        packedOffset,
        bias,
        biasOffset,
        biasStride,
        out,
        outOffset);
  }

  @Override
  public void weightGradient(
      Contraction c,
      int images,
      float[] in,
      int inOffset,
      float[] dOut,
      int dOutOffset,
      float[] gradient,
      int gradientOffset) {
    VectorWeightGradient.weightGradient(
        c, images, in, inOffset, dOut, dOutOffset, gradient, gradientOffset);
  }

  @Override
  public void channelSums(Extents e, float[] values, int offset, float[] sums, int channel) {
    VectorChannels.channelSums(e, values, offset, sums, channel);
  }

  @Override
  public void channelMoments(
      Extents e, float[] values, int offset, float[] sums, float[] squares, int channel) {
    VectorChannels.channelMoments(e, values, offset, sums, squares, channel);
  }

  @Override
  public void channelAffine(
      Extents e, float[] in, int offset, float[] scale, float[] shift, int channel, float[] out) {
    VectorChannels.channelAffine(e, in, offset, scale, shift, channel, out);
  }

  @Override
  public void channelAffineSilu(
      Extents e, float[] in, int offset, float[] scale, float[] shift, int channel, float[] out) {
    VectorChannels.channelAffineSilu(e, in, offset, scale, shift, channel, out);
  }

  @Override
  public void channelGradientSums(
      Extents e,
      float[] in,
      float[] d,
      int offset,
      float[] mean,
      int channel,
      float[] sums,
      float[] products) {
    VectorChannels.channelGradientSums(e, in, d, offset, mean, channel, sums, products);
  }

  @Override
  public void channelSiluGradientSums(
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
      float[] products) {
    VectorChannels.channelSiluGradientSums(
        e, in, dOut, offset, scale, shift, mean, channel, d, sums, products);
  }

  @Override
  public void channelAffine2(
      Extents e,
      float[] a,
      float[] scaleA,
      float[] b,
      float[] scaleB,
      float[] shift,
      int offset,
      int channel,
      float[] out) {
    VectorChannels.channelAffine2(e, a, scaleA, b, scaleB, shift, offset, channel, out);
  }

  @Override
  public void addChannelAffine2(
      Extents e,
      float[] a,
      float[] scaleA,
      float[] b,
      float[] scaleB,
      float[] shift,
      int offset,
      int channel,
      float[] sum) {
    VectorChannels.addChannelAffine2(e, a, scaleA, b, scaleB, shift, offset, channel, sum);
  }

  @Override
  public void silu(float[] x, float[] out, int count) {
    VectorChannels.silu(x, out, count);
  }

  @Override
  public void siluGradient(float[] x, float[] dOut, float[] dx, int count) {
    VectorChannels.siluGradient(x, dOut, dx, count);
  }

  @Override
  public void add(float[] source, float[] target, int offset, int count) {
    // The compiler makes vectors of it by itself.
    for (int i = offset; i < offset + count; i++) {
      target[i] += source[i];
    }
  }

  @Override
  public void winogradInput(
      Winograd w, float[] x, int channels, int first, int tiles, float[] scratch, float[] out) {
    VectorWinograd.input(w, x, channels, first, tiles, scratch, out);
  }

  @Override
  public void winogradOutput(
      Winograd w,
      float[] m,
      int channels,
      int first,
      int tiles,
      float[] bias,
      int biasOffset,
      int biasStride,
      float[] scratch,
      float[] y) {
    VectorWinograd.output(w, m, channels, first, tiles, bias, biasOffset, biasStride, scratch, y);
  }

  @Override
  public void winogradOutputGradient(
      Winograd w, float[] dy, int channels, int first, int tiles, float[] scratch, float[] out) {
    VectorWinograd.outputGradient(w, dy, channels, first, tiles, scratch, out);
  }

  @Override
  public void winogradWeightGradient(
      float[] du, int pairs, float[] scratch, float[] gradient, int offset) {
    VectorWinograd.weightGradient(du, pairs, scratch, gradient, offset);
  }
}
