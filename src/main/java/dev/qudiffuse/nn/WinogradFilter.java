package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.Contraction;
import dev.qudiffuse.nn.kernel.Kernels;
import dev.qudiffuse.nn.kernel.Winograd;
import java.util.Arrays;

/**
 * Applies kernels of 3x3 by {@link Winograd}'s method: the transformed weights and where they lie.
 *
 * <p>Tiles are taken some at a time, so that what is between the transforms stays in cache.
 * Immutable and thread-safe.
 */
final class WinogradFilter {

  /**
   * Tiles transformed at a time, if there is room. Another number rounds the weights' gradient
   * differently.
   */
  static final int TILES_AT_ONCE = 42;

  private final Winograd plan;
  private final int inChannels;
  private final int outChannels;
  private final Contraction product;
  private final int packed;

  /** Reserves room for the transformed weights. */
  WinogradFilter(ParameterLayout.Builder layout, ImageShape in, ImageShape out) {
    plan = new Winograd(in.height(), in.width());
    inChannels = in.channels();
    outChannels = out.channels();
    product = Contraction.linear(inChannels, outChannels);
    packed = layout.addDerived(Winograd.PLACES * product.packedSize());
  }

  /** Floats of scratch for tiles of the channels of input or output. */
  int tileFloats() {
    return Winograd.TRANSFORMED_SIZE;
  }

  /** Floats of scratch for transformed weights or their gradient. */
  int pairFloats() {
    return Winograd.transformedPairs(inChannels * outChannels);
  }

  /**
   * Transforms the weights.
   *
   * @param kernel {@code [3][3][in][out]} from {@code offset}
   */
  void derive(float[] kernel, int offset, float[] derived) {
    int pairs = inChannels * outChannels;
    float[] transformed = new float[Winograd.transformedPairs(pairs)];
    Winograd.transformWeights(kernel, offset, pairs, transformed);
    for (int place = 0; place < Winograd.PLACES; place++) {
      product.pack(
          transformed,
          Winograd.weightPlace(place, pairs),
          derived,
          packed + place * product.packedSize());
    }
  }

  /** Writes the interiors of {@code y}. */
  void apply(
      Kernels kernels,
      float[] derived,
      ConvolutionScratch scratch,
      int images,
      float[] x,
      float[] bias,
      int biasOffset,
      int biasStride,
      float[] y) {
    float[] patches = scratch.tiles();
    float[] products = scratch.otherTiles();
    int all = images * plan.tiles();
    int atOnce = withoutRest(tilesAtOnce(all));
    for (int first = 0; first < all; first += atOnce) {
      int tiles = Math.min(atOnce, all - first);
      kernels.winogradInput(plan, x, inChannels, first, tiles, scratch.tile(), patches);
      for (int place = 0; place < Winograd.PLACES; place++) {
        kernels.contract(
            product,
            tiles,
            patches,
            Winograd.place(place),
            derived,
            packed + place * product.packedSize(),
            scratch.zeros(),
            0,
            0,
            products,
            Winograd.place(place));
      }
      kernels.winogradOutput(
          plan,
          products,
          outChannels,
          first,
          tiles,
          bias,
          biasOffset,
          biasStride,
          scratch.tile(),
          y);
    }
  }

  /** Adds the gradient of the weights, {@code [3][3][in][out]} from {@code offset}. */
  void weightGradient(
      Kernels kernels,
      ConvolutionScratch scratch,
      int images,
      float[] x,
      float[] dy,
      float[] gradient,
      int offset) {
    float[] patches = scratch.tiles();
    float[] dProducts = scratch.otherTiles();
    float[] dTransformed = scratch.pairs();
    int pairs = inChannels * outChannels;
    Arrays.fill(dTransformed, 0, Winograd.transformedPairs(pairs), 0f);
    int all = images * plan.tiles();
    int atOnce = tilesAtOnce(all);
    for (int first = 0; first < all; first += atOnce) {
      int tiles = Math.min(atOnce, all - first);
      kernels.winogradInput(plan, x, inChannels, first, tiles, scratch.tile(), patches);
      kernels.winogradOutputGradient(
          plan, dy, outChannels, first, tiles, scratch.tile(), dProducts);
      for (int place = 0; place < Winograd.PLACES; place++) {
        kernels.weightGradient(
            product,
            tiles,
            patches,
            Winograd.place(place),
            dProducts,
            Winograd.place(place),
            dTransformed,
            Winograd.weightPlace(place, pairs));
      }
    }
    kernels.winogradWeightGradient(dTransformed, pairs, scratch.tile(), gradient, offset);
  }

  /** Cuts all tiles into parts of about equal size. */
  private int tilesAtOnce(int all) {
    int most = mostAtOnce();
    return Math.ceilDiv(all, Math.ceilDiv(all, most));
  }

  /** As many tiles as the kernels take at a time with nothing left over, if there is room. */
  private int withoutRest(int tiles) {
    return Math.min(
        mostAtOnce(), Math.ceilDiv(tiles, Kernels.PIXELS_AT_ONCE) * Kernels.PIXELS_AT_ONCE);
  }

  private int mostAtOnce() {
    return Math.min(TILES_AT_ONCE, Winograd.capacity(Math.max(inChannels, outChannels)));
  }
}
