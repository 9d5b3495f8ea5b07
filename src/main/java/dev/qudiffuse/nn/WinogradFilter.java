package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.Contraction;
import dev.qudiffuse.nn.kernel.Kernels;
import dev.qudiffuse.nn.kernel.Winograd;
import java.util.Arrays;

/**
 * A 3x3 filter of stride 1 by {@link Winograd}'s method: the forward pass of a convolution, and the
 * gradient of the filter.
 *
 * <p>Immutable and thread-safe.
 */
final class WinogradFilter {

  private final Winograd plan;
  private final int inChannels;
  private final int outChannels;
  private final int inRowStride;
  private final int outRowStride;
  private final Contraction product;
  private final int packed;

  /** Reserves room for the transformed weights. */
  WinogradFilter(ParameterLayout.Builder layout, ImageShape in, ImageShape out) {
    plan = new Winograd(in.height(), in.width());
    inChannels = in.channels();
    outChannels = out.channels();
    inRowStride = in.rowStride();
    outRowStride = out.rowStride();
    product = plan.product(inChannels, outChannels);
    packed = layout.addDerived(Winograd.PLACES * product.packedSize());
  }

  /** Floats of scratch for tiles of the channels of input or output. */
  int tileFloats() {
    return Winograd.PLACES * plan.tiles() * Math.max(inChannels, outChannels);
  }

  /** Floats of scratch for transformed weights or their gradient. */
  int pairFloats() {
    return Winograd.PLACES * inChannels * outChannels;
  }

  /**
   * Transforms the weights.
   *
   * @param kernel {@code [3][3][in][out]} from {@code offset}
   */
  void derive(float[] kernel, int offset, float[] derived) {
    int pairs = inChannels * outChannels;
    float[] transformed = new float[Winograd.PLACES * pairs];
    Winograd.transformWeights(kernel, offset, pairs, transformed);
    for (int place = 0; place < Winograd.PLACES; place++) {
      product.pack(transformed, place * pairs, derived, packed + place * product.packedSize());
    }
  }

  /** Writes the interior of {@code y}. */
  void apply(
      Kernels kernels,
      float[] derived,
      ConvolutionScratch scratch,
      float[] x,
      float[] bias,
      int biasOffset,
      float[] y) {
    float[] patches = scratch.tiles();
    float[] products = scratch.otherTiles();
    kernels.winogradInput(plan, x, inRowStride, inChannels, scratch.tile(), patches);
    for (int place = 0; place < Winograd.PLACES; place++) {
      kernels.contract(
          product,
          patches,
          place * plan.tiles() * inChannels,
          derived,
          packed + place * product.packedSize(),
          scratch.zeros(),
          0,
          products,
          place * plan.tiles() * outChannels);
    }
    kernels.winogradOutput(
        plan, products, bias, biasOffset, scratch.tile(), y, outRowStride, outChannels);
  }

  /** Adds the gradient of the weights, {@code [3][3][in][out]} from {@code offset}. */
  void weightGradient(
      Kernels kernels,
      ConvolutionScratch scratch,
      float[] x,
      float[] dy,
      float[] gradient,
      int offset) {
    float[] patches = scratch.tiles();
    float[] dProducts = scratch.otherTiles();
    float[] dTransformed = scratch.pairs();
    int pairs = inChannels * outChannels;
    kernels.winogradInput(plan, x, inRowStride, inChannels, scratch.tile(), patches);
    kernels.winogradOutputGradient(plan, dy, outRowStride, outChannels, scratch.tile(), dProducts);
    Arrays.fill(dTransformed, 0, Winograd.PLACES * pairs, 0f);
    for (int place = 0; place < Winograd.PLACES; place++) {
      kernels.weightGradient(
          product,
          patches,
          place * plan.tiles() * inChannels,
          dProducts,
          place * plan.tiles() * outChannels,
          dTransformed,
          place * pairs);
    }
    kernels.winogradWeightGradient(dTransformed, pairs, scratch.tile(), gradient, offset);
  }
}
