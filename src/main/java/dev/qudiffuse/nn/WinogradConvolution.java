package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.Kernels;

/**
 * A 3x3 convolution of stride 1 by Winograd's method, forward and backward.
 *
 * <p>The gradient of the input is the convolution of the gradient of the output with the kernel
 * flipped and its channels exchanged, and so is done alike. Immutable and thread-safe.
 */
final class WinogradConvolution implements ConvolutionAlgorithm {

  private static final int ENTRIES = 9;

  private final int weight;
  private final int inChannels;
  private final int outChannels;
  private final WinogradFilter filter;
  private final WinogradFilter flipped;

  /**
   * Reserves room for the transformed weights.
   *
   * @param weight where the weights {@code [3, 3, in, out]} begin
   */
  WinogradConvolution(ParameterLayout.Builder layout, ImageShape in, ImageShape out, int weight) {
    this.weight = weight;
    inChannels = in.channels();
    outChannels = out.channels();
    filter = new WinogradFilter(layout, in, out);
    flipped = new WinogradFilter(layout, out, in);
  }

  @Override
  public void derive(Weights weights) {
    filter.derive(weights.values(), weight, weights.derived());
    flipped.derive(flip(weights.values()), 0, weights.derived());
  }

  /** The kernel turned by half a turn, its channels exchanged: {@code [3, 3, out, in]}. */
  private float[] flip(float[] values) {
    int pairs = inChannels * outChannels;
    float[] flip = new float[ENTRIES * pairs];
    for (int entry = 0; entry < ENTRIES; entry++) {
      int from = weight + (ENTRIES - 1 - entry) * pairs;
      for (int m = 0; m < inChannels; m++) {
        for (int n = 0; n < outChannels; n++) {
          flip[entry * pairs + n * inChannels + m] = values[from + m * outChannels + n];
        }
      }
    }
    return flip;
  }

  @Override
  public void forward(
      Kernels kernels,
      Weights weights,
      ConvolutionScratch scratch,
      int images,
      float[] x,
      float[] bias,
      int biasOffset,
      int biasStride,
      float[] y) {
    filter.apply(kernels, weights.derived(), scratch, images, x, bias, biasOffset, biasStride, y);
  }

  @Override
  public void backwardInput(
      Kernels kernels,
      Weights weights,
      ConvolutionScratch scratch,
      int images,
      float[] dy,
      float[] dx) {
    flipped.apply(kernels, weights.derived(), scratch, images, dy, scratch.zeros(), 0, 0, dx);
  }

  @Override
  public void backwardWeights(
      Kernels kernels,
      ConvolutionScratch scratch,
      int images,
      float[] x,
      float[] dy,
      float[] gradient) {
    filter.weightGradient(kernels, scratch, images, x, dy, gradient, weight);
  }

  @Override
  public int tileFloats() {
    return filter.tileFloats();
  }

  @Override
  public int pairFloats() {
    return filter.pairFloats();
  }
}
