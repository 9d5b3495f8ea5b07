package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.Contraction;
import dev.qudiffuse.nn.kernel.Kernels;
import dev.qudiffuse.nn.kernel.Winograd;
import java.util.List;

/**
 * A two-dimensional convolution (cross-correlation) over a bordered channels-last image.
 *
 * <pre>
 *   y[i, j, n] = b[n] + sum over u, v, m of x[s*i + u - p, s*j + v - p, m] * w[u, v, m, n]
 * </pre>
 *
 * with kernel size 1 (p = 0) or 3 (p = 1) and stride s. Weights are {@code [size, size, in, out]}.
 *
 * <p>The algorithm follows from the shape: Winograd's for 3x3 kernels of stride 1 on images that
 * are large enough to gain by it and have whole panels of channels, the definition's otherwise.
 * Immutable and thread-safe.
 */
public final class Convolution {

  private static final int SMALL = 1;
  private static final int LARGE = 3;

  private final ImageShape in;
  private final ImageShape out;
  private final int size;
  private final ConvolutionAlgorithm algorithm;

  /**
   * Adds a convolution's parameters to a layout. The bias is given to {@link #forward}, since here
   * it often depends on the time step.
   *
   * @param name path of the layer
   * @param in shape of the input
   * @param outChannels channels of the output
   * @param size side of the kernel, 1 or 3
   * @param stride 1 or 2
   */
  public Convolution(
      ParameterLayout.Builder layout,
      String name,
      ImageShape in,
      int outChannels,
      int size,
      int stride,
      Initializer initializer) {
    if (size != SMALL && size != LARGE) {
      throw new IllegalArgumentException(name + ": expected a kernel of size 1 or 3, got " + size);
    }
    if (stride != 1 && stride != 2) {
      throw new IllegalArgumentException(name + ": expected stride 1 or 2, got " + stride);
    }
    ImageShape out = outShape(in, outChannels, stride);
    List<Integer> shape = List.of(size, size, in.channels(), outChannels);
    Parameter weight = layout.add(name + ".weight", shape, ParameterGroup.WEIGHT, initializer);
    this(layout, in, out, size, stride, weight.offset());
  }

  private Convolution(
      ParameterLayout.Builder layout,
      ImageShape in,
      ImageShape out,
      int size,
      int stride,
      int weight) {
    this.in = in;
    this.out = out;
    this.size = size;
    this.algorithm =
        gainsByWinograd(in, out.channels(), size, stride)
            ? new WinogradConvolution(layout, in, out, weight)
            : new DirectConvolution(layout, in, out, size, stride, weight);
  }

  /**
   * A 1x1 convolution on some rows of a parameter {@code [1, 1, rows, outChannels]} that is already
   * there.
   *
   * @param weight where the first row begins
   */
  public static Convolution onRows(
      ParameterLayout.Builder layout, ImageShape in, int outChannels, int weight) {
    return new Convolution(layout, in, in.withChannels(outChannels), SMALL, 1, weight);
  }

  private static ImageShape outShape(ImageShape in, int outChannels, int stride) {
    return new ImageShape(
        (in.height() - 1) / stride + 1, (in.width() - 1) / stride + 1, outChannels);
  }

  private static boolean gainsByWinograd(ImageShape in, int outChannels, int size, int stride) {
    return size == LARGE
        && stride == 1
        && Math.min(in.height(), in.width()) >= Winograd.TILE
        && Winograd.capacity(Math.max(in.channels(), outChannels)) > 0
        && in.channels() % Contraction.PANEL == 0
        && outChannels % Contraction.PANEL == 0;
  }

  /** Shape of the input. */
  public ImageShape in() {
    return in;
  }

  /** Shape of the output. */
  public ImageShape out() {
    return out;
  }

  /** Side of the kernel. */
  public int size() {
    return size;
  }

  /** Multiply-adds of one forward pass by the definition, whatever the algorithm. */
  public long multiplyAdds() {
    return (long) out.pixels() * size * size * in.channels() * out.channels();
  }

  /** Rearranges the weights for the kernels; to be called whenever they have changed. */
  public void derive(Weights weights) {
    algorithm.derive(weights);
  }

  /**
   * The forward pass.
   *
   * @param images how many images
   * @param x inputs, bordered
   * @param bias the bias, from {@code biasOffset}, one number per output channel
   * @param biasStride from the bias of one image to that of the next: 0 if they share it
   * @param y outputs, bordered; their interiors are overwritten
   */
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
    algorithm.forward(kernels, weights, scratch, images, x, bias, biasOffset, biasStride, y);
  }

  /** Writes the gradient of the input into the interior of {@code dx}, from that of the output. */
  public void backwardInput(
      Kernels kernels,
      Weights weights,
      ConvolutionScratch scratch,
      int images,
      float[] dy,
      float[] dx) {
    algorithm.backwardInput(kernels, weights, scratch, images, dy, dx);
  }

  /**
   * Adds the gradient of the weights. The gradient of the bias is the sum of {@code dy} over
   * pixels.
   */
  public void backwardWeights(
      Kernels kernels,
      ConvolutionScratch scratch,
      int images,
      float[] x,
      float[] dy,
      float[] gradient) {
    algorithm.backwardWeights(kernels, scratch, images, x, dy, gradient);
  }

  int tileFloats() {
    return algorithm.tileFloats();
  }

  int pairFloats() {
    return algorithm.pairFloats();
  }

  int mostChannels() {
    return Math.max(in.channels(), out.channels());
  }
}
