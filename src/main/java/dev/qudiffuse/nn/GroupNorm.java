package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * Group normalisation (Wu and He 2018, arXiv 1803.08494): with the channels split into groups, and
 * mean and variance taken over a group's channels and all pixels,
 *
 * <pre>
 *   y = gamma[c] * (x - mean) / sqrt(variance + eps) + beta[c],    eps = 1e-5
 * </pre>
 *
 * <p>Sums over pixels are taken channel by channel in raster order, then over the channels of a
 * group in order, in double. Immutable and thread-safe; what a pass must remember is in a {@link
 * Moments}.
 */
public final class GroupNorm {

  private static final double EPSILON = 1e-5;

  private final ImageShape shape;
  private final int groups;
  private final Parameter scale;
  private final Parameter shift;

  /**
   * Adds the layer's parameters to a layout; {@code groups} divides the channels of {@code shape}.
   */
  public GroupNorm(ParameterLayout.Builder layout, String name, ImageShape shape, int groups) {
    if (groups < 1 || shape.channels() % groups != 0) {
      throw new IllegalArgumentException(
          name + ": expected groups that divide " + shape.channels() + " channels, got " + groups);
    }
    this.shape = shape;
    this.groups = groups;
    List<Integer> extents = List.of(shape.channels());
    this.scale = layout.add(name + ".scale", extents, ParameterGroup.BIAS, Initializer.ones());
    this.shift = layout.add(name + ".shift", extents, ParameterGroup.BIAS, Initializer.zeros());
  }

  /** Room for one pass. */
  public Moments newMoments() {
    return new Moments(shape.channels());
  }

  /**
   * What the backward pass needs of the forward one, and scratch, one number per channel. Not
   * thread-safe.
   */
  public static final class Moments {
    private final float[] mean;
    private final float[] inverseDeviation;
    private final float[] scale;
    private final float[] shift;
    private final float[] sums;
    private final float[] products;

    private Moments(int channels) {
      mean = new float[channels];
      inverseDeviation = new float[channels];
      scale = new float[channels];
      shift = new float[channels];
      sums = new float[channels];
      products = new float[channels];
    }
  }

  /** The forward pass: writes the interior of {@code y} and fills {@code moments}. */
  public void forward(Kernels kernels, Weights weights, float[] x, float[] y, Moments moments) {
    int channels = shape.channels();
    Arrays.fill(moments.sums, 0f);
    kernels.channelSums(
        x,
        shape.interior(),
        shape.height(),
        shape.width(),
        shape.rowStride(),
        channels,
        moments.sums,
        0);
    groupMeans(moments.sums, moments.mean);
    Arrays.fill(moments.sums, 0f);
    kernels.channelSquares(
        x,
        moments.mean,
        shape.interior(),
        shape.height(),
        shape.width(),
        shape.rowStride(),
        channels,
        moments.sums);
    groupMeans(moments.sums, moments.inverseDeviation);
    for (int c = 0; c < channels; c++) {
      moments.inverseDeviation[c] = (float) (1 / Math.sqrt(moments.inverseDeviation[c] + EPSILON));
      moments.scale[c] = weights.values()[scale.offset() + c] * moments.inverseDeviation[c];
      moments.shift[c] =
          Math.fma(-moments.mean[c], moments.scale[c], weights.values()[shift.offset() + c]);
    }
    kernels.channelAffine(
        x,
        moments.scale,
        moments.shift,
        shape.interior(),
        shape.height(),
        shape.width(),
        shape.rowStride(),
        channels,
        y);
  }

  /** Spreads over each group's channels the mean over its channels and all pixels. */
  private void groupMeans(float[] sums, float[] means) {
    int width = shape.channels() / groups;
    for (int g = 0; g < groups; g++) {
      double sum = 0;
      for (int c = g * width; c < (g + 1) * width; c++) {
        sum += sums[c];
      }
      Arrays.fill(
          means, g * width, (g + 1) * width, (float) (sum / ((long) width * shape.pixels())));
    }
  }

  /**
   * The backward pass: writes the gradient of the input into the interior of {@code dx} and adds
   * those of scale and shift.
   *
   * <p>With {@code h = (x - mean) * r}, {@code r = 1 / sqrt(variance + eps)} and means over the
   * group: {@code dx = r * (gamma * dy - mean(gamma * dy) - h * mean(gamma * dy * h))}, which per
   * channel is affine in {@code dy} and {@code x}.
   *
   * @param x the input of the forward pass
   * @param dx may be {@code dy}
   * @param moments as the forward pass left it; spent afterwards
   */
  public void backward(
      Kernels kernels,
      Weights weights,
      float[] x,
      float[] dy,
      float[] dx,
      Moments moments,
      float[] gradient) {
    int channels = shape.channels();
    float[] sums = moments.sums;
    float[] products = moments.products;
    Arrays.fill(sums, 0f);
    Arrays.fill(products, 0f);
    kernels.channelSums(
        dy, shape.interior(), shape.height(), shape.width(), shape.rowStride(), channels, sums, 0);
    kernels.channelProducts(
        dy,
        x,
        moments.mean,
        shape.interior(),
        shape.height(),
        shape.width(),
        shape.rowStride(),
        channels,
        products);
    for (int c = 0; c < channels; c++) {
      gradient[shift.offset() + c] += sums[c];
      gradient[scale.offset() + c] += products[c] * moments.inverseDeviation[c];
      float gamma = weights.values()[scale.offset() + c];
      sums[c] *= gamma;
      products[c] *= gamma;
    }
    groupMeans(sums, sums);
    groupMeans(products, products);
    for (int c = 0; c < channels; c++) {
      float r = moments.inverseDeviation[c];
      float slope = -r * r * r * products[c];
      products[c] = slope;
      sums[c] = Math.fma(-slope, moments.mean[c], -r * sums[c]);
    }
    kernels.channelAffine2(
        dy,
        moments.scale,
        x,
        products,
        sums,
        shape.interior(),
        shape.height(),
        shape.width(),
        shape.rowStride(),
        channels,
        dx);
  }
}
