package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.Extents;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.List;

/**
 * A {@link Convolution} whose bias is a parameter of its own, starting at zero.
 *
 * <p>Immutable and thread-safe.
 */
public final class BiasedConvolution {

  private final Convolution convolution;
  private final Parameter bias;
  private final Extents extents;

  /** Adds the layer's parameters to a layout; see {@link Convolution}. */
  public BiasedConvolution(
      ParameterLayout.Builder layout,
      String name,
      ImageShape in,
      int outChannels,
      int size,
      int stride,
      Initializer initializer) {
    convolution = new Convolution(layout, name, in, outChannels, size, stride, initializer);
    bias =
        layout.add(name + ".bias", List.of(outChannels), ParameterGroup.BIAS, Initializer.zeros());
    extents = convolution.out().extents();
  }

  /** The convolution without its bias. */
  public Convolution convolution() {
    return convolution;
  }

  /** Shape of the input. */
  public ImageShape in() {
    return convolution.in();
  }

  /** Shape of the output. */
  public ImageShape out() {
    return convolution.out();
  }

  /** Rearranges the weights for the kernels; to be called whenever they have changed. */
  public void derive(Weights weights) {
    convolution.derive(weights);
  }

  /** The forward pass: writes the interior of {@code y}. */
  public void forward(
      Kernels kernels,
      Weights weights,
      ConvolutionScratch scratch,
      int images,
      float[] x,
      float[] y) {
    convolution.forward(
        kernels, weights, scratch, images, x, weights.values(), bias.offset(), 0, y);
  }

  /** Writes the gradient of the input into the interior of {@code dx}. */
  public void backwardInput(
      Kernels kernels,
      Weights weights,
      ConvolutionScratch scratch,
      int images,
      float[] dy,
      float[] dx) {
    convolution.backwardInput(kernels, weights, scratch, images, dy, dx);
  }

  /** Adds the gradients of weights and bias. */
  public void backwardParameters(
      Kernels kernels,
      ConvolutionScratch scratch,
      int images,
      float[] x,
      float[] dy,
      float[] gradient) {
    convolution.backwardWeights(kernels, scratch, images, x, dy, gradient);
    ImageShape out = out();
    for (int m = 0; m < images; m++) {
      int interior = m * out.size() + out.interior();
      kernels.channelSums(extents, dy, interior, gradient, bias.offset());
    }
  }
}
