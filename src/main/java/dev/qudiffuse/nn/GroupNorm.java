package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.Extents;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.List;

/**
 * Group normalisation (Wu and He 2018, arXiv 1803.08494), and what is to follow it: with the
 * channels split into groups, and mean and variance taken over a group's channels and all pixels of
 * an image,
 *
 * <pre>
 *   y = activation(gamma[c] * (x - mean) / sqrt(variance + eps) + beta[c]),    eps = 1e-5
 * </pre>
 *
 * <p>The image is swept twice: for its moments, and for y, which is affine in x per channel, with
 * the activation on top. Sums over pixels are taken channel by channel in raster order, then over
 * the channels of a group in order, in double. Immutable and thread-safe; what a pass must remember
 * is in a {@link Moments}.
 */
public final class GroupNorm {

  private static final double EPSILON = 1e-5;

  private final ImageShape shape;
  private final Extents extents;
  private final int groups;
  private final Activation activation;
  private final Parameter scale;
  private final Parameter shift;

  /**
   * Adds the layer's parameters to a layout; {@code groups} divides the channels of {@code shape}.
   */
  public GroupNorm(
      ParameterLayout.Builder layout,
      String name,
      ImageShape shape,
      int groups,
      Activation activation) {
    if (groups < 1 || shape.channels() % groups != 0) {
      throw new IllegalArgumentException(
          name + ": expected groups that divide " + shape.channels() + " channels, got " + groups);
    }
    this.shape = shape;
    this.extents = shape.extents();
    this.groups = groups;
    this.activation = activation;
    List<Integer> channels = List.of(shape.channels());
    this.scale = layout.add(name + ".scale", channels, ParameterGroup.BIAS, Initializer.ones());
    this.shift = layout.add(name + ".shift", channels, ParameterGroup.BIAS, Initializer.zeros());
  }

  /** Room for one pass of up to so many images. */
  public Moments newMoments(int images) {
    return new Moments(images * shape.channels());
  }

  /**
   * What the backward pass needs of the forward one, and scratch: one number per channel of every
   * image. Not thread-safe.
   */
  public static final class Moments {
    private final float[] mean;
    private final float[] inverseDeviation;
    private final float[] scale;
    private final float[] shift;
    private final float[] sums;
    private final float[] products;

    private Moments(int count) {
      mean = new float[count];
      inverseDeviation = new float[count];
      scale = new float[count];
      shift = new float[count];
      sums = new float[count];
      products = new float[count];
    }
  }

  /** The forward pass: writes the interiors of {@code y} and fills {@code moments}. */
  public void forward(
      Kernels kernels, Weights weights, int images, float[] x, float[] y, Moments moments) {
    for (int m = 0; m < images; m++) {
      int from = m * shape.size() + shape.interior();
      int channel = m * shape.channels();
      kernels.channelMoments(extents, x, from, moments.sums, moments.products, channel);
      standardise(weights, x, from, channel, moments);
      switch (activation) {
        case NONE ->
            kernels.channelAffine(extents, x, from, moments.scale, moments.shift, channel, y);
        case SILU ->
            kernels.channelAffineSilu(extents, x, from, moments.scale, moments.shift, channel, y);
      }
    }
  }

  /**
   * From the moments of every channel about the image's first pixel p to mean, deviation and the
   * affine map: with d = p - mean, the sum of (x - mean)^2 is sum (x - p)^2 + 2 d sum (x - p) + n
   * d^2.
   */
  private void standardise(Weights weights, float[] x, int first, int channel, Moments moments) {
    int width = shape.channels() / groups;
    double pixels = shape.pixels();
    for (int g = 0; g < shape.channels(); g += width) {
      double sum = 0;
      for (int c = g; c < g + width; c++) {
        sum += pixels * x[first + c] + moments.sums[channel + c];
      }
      double mean = sum / (width * pixels);
      double squares = 0;
      for (int c = g; c < g + width; c++) {
        double d = x[first + c] - mean;
        squares += moments.products[channel + c] + d * (2 * moments.sums[channel + c] + pixels * d);
      }
      double variance = Math.max(0, squares / (width * pixels));
      float inverse = (float) (1 / Math.sqrt(variance + EPSILON));
      for (int c = g; c < g + width; c++) {
        int i = channel + c;
        moments.mean[i] = (float) mean;
        moments.inverseDeviation[i] = inverse;
        moments.scale[i] = weights.values()[scale.offset() + c] * inverse;
        moments.shift[i] =
            Math.fma(-moments.mean[i], moments.scale[i], weights.values()[shift.offset() + c]);
      }
    }
  }

  /**
   * The backward pass: writes the gradient of the input into the interiors of {@code dx} and adds
   * those of scale and shift.
   *
   * <p>With {@code h = (x - mean) * r}, {@code r = 1 / sqrt(variance + eps)}, {@code d} the
   * gradient before the activation and means over the group: {@code dx = r * (gamma * d -
   * mean(gamma * d) - h * mean(gamma * d * h))}, which per channel is affine in {@code d} and
   * {@code x}.
   *
   * @param x the input of the forward pass
   * @param dx may be {@code dy}
   * @param moments as the forward pass left it; spent afterwards
   */
  public void backward(
      Kernels kernels,
      Weights weights,
      int images,
      float[] x,
      float[] dy,
      float[] dx,
      Moments moments,
      float[] gradient) {
    for (int m = 0; m < images; m++) {
      int from = m * shape.size() + shape.interior();
      int channel = m * shape.channels();
      float[] d = gradientSums(kernels, x, dy, dx, from, channel, moments);
      combine(weights, channel, moments, gradient);
      kernels.channelAffine2(
          extents, d, moments.scale, x, moments.products, moments.sums, from, channel, dx);
    }
  }

  /**
   * As {@link #backward}, but adds the gradient of the input to {@code sum}, and spends {@code dy}.
   */
  public void addBackward(
      Kernels kernels,
      Weights weights,
      int images,
      float[] x,
      float[] dy,
      float[] sum,
      Moments moments,
      float[] gradient) {
    for (int m = 0; m < images; m++) {
      int from = m * shape.size() + shape.interior();
      int channel = m * shape.channels();
      float[] d = gradientSums(kernels, x, dy, dy, from, channel, moments);
      combine(weights, channel, moments, gradient);
      kernels.addChannelAffine2(
          extents, d, moments.scale, x, moments.products, moments.sums, from, channel, sum);
    }
  }

  /** Back through the activation; returns the array with the gradient before it. */
  private float[] gradientSums(
      Kernels kernels,
      float[] x,
      float[] dy,
      float[] before,
      int from,
      int channel,
      Moments moments) {
    return switch (activation) {
      case NONE -> {
        kernels.channelGradientSums(
            extents, x, dy, from, moments.mean, channel, moments.sums, moments.products);
        yield dy;
      }
      case SILU -> {
        kernels.channelSiluGradientSums(
            extents,
            x,
            dy,
            from,
            moments.scale,
            moments.shift,
            moments.mean,
            channel,
            before,
            moments.sums,
            moments.products);
        yield before;
      }
    };
  }

  /** From the sums to the parameters' gradients and the coefficients of x and 1. */
  private void combine(Weights weights, int channel, Moments moments, float[] gradient) {
    int width = shape.channels() / groups;
    double count = (double) width * shape.pixels();
    for (int g = 0; g < shape.channels(); g += width) {
      float r = moments.inverseDeviation[channel + g];
      float mean = moments.mean[channel + g];
      double sum = 0;
      double product = 0;
      for (int c = g; c < g + width; c++) {
        int i = channel + c;
        gradient[shift.offset() + c] += moments.sums[i];
        gradient[scale.offset() + c] += moments.products[i] * r;
        float gamma = weights.values()[scale.offset() + c];
        sum += moments.sums[i] * gamma;
        product += moments.products[i] * gamma;
      }
      float slope = -r * r * r * (float) (product / count);
      float constant = Math.fma(-slope, mean, -r * (float) (sum / count));
      for (int c = g; c < g + width; c++) {
        moments.products[channel + c] = slope;
        moments.sums[channel + c] = constant;
      }
    }
  }
}
