package dev.qudiffuse.model;

import dev.qudiffuse.nn.BiasedConvolution;
import dev.qudiffuse.nn.Convolution;
import dev.qudiffuse.nn.ConvolutionScratch;
import dev.qudiffuse.nn.GroupNorm;
import dev.qudiffuse.nn.ImageShape;
import dev.qudiffuse.nn.Initializer;
import dev.qudiffuse.nn.Linear;
import dev.qudiffuse.nn.ParameterGroup;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * A residual block that keeps its shape:
 *
 * <pre>
 *   h = conv1(silu(norm1(x))) + linear(time embedding)
 *   y = x + conv2(silu(norm2(h)))
 * </pre>
 *
 * <p>The time embedding's share is one number per channel: it is the bias of the first convolution.
 * The second convolution starts at zero, so that a new block is the identity. Immutable and
 * thread-safe; a {@link Pass} is not.
 */
final class ResidualBlock {

  private static final int KERNEL = 3;

  private final ImageShape shape;
  private final GroupNorm norm1;
  private final Convolution conv1;
  private final Linear time;
  private final GroupNorm norm2;
  private final BiasedConvolution conv2;

  ResidualBlock(
      ParameterLayout.Builder layout, String name, ImageShape shape, int groups, int timeChannels) {
    this.shape = shape;
    int channels = shape.channels();
    norm1 = new GroupNorm(layout, name + ".norm1", shape, groups);
    conv1 =
        new Convolution(
            layout,
            name + ".conv1",
            shape,
            channels,
            KERNEL,
            1,
            Initializer.fanIn(KERNEL * KERNEL * channels));
    time =
        new Linear(
            layout,
            name + ".time",
            timeChannels,
            channels,
            ParameterGroup.WEIGHT,
            Initializer.fanIn(timeChannels));
    norm2 = new GroupNorm(layout, name + ".norm2", shape, groups);
    conv2 =
        new BiasedConvolution(
            layout, name + ".conv2", shape, channels, KERNEL, 1, Initializer.zeros());
  }

  ImageShape shape() {
    return shape;
  }

  List<Convolution> convolutions() {
    return List.of(conv1, conv2.convolution());
  }

  void derive(Weights weights) {
    conv1.derive(weights);
    time.derive(weights);
    conv2.derive(weights);
  }

  Pass newPass(Kernels kernels, Weights weights, ConvolutionScratch scratch) {
    return new Pass(kernels, weights, scratch);
  }

  /** The buffers of one thread. */
  final class Pass {
    private final Kernels kernels;
    private final Weights weights;
    private final ConvolutionScratch scratch;
    private final float[] n1 = shape.newImage();
    private final float[] a1 = shape.newImage();
    private final float[] h = shape.newImage();
    private final float[] n2 = shape.newImage();
    private final float[] a2 = shape.newImage();
    private final float[] y = shape.newImage();
    private final float[] timeBias = new float[shape.channels()];
    private final GroupNorm.Moments moments1 = norm1.newMoments();
    private final GroupNorm.Moments moments2 = norm2.newMoments();

    private Pass(Kernels kernels, Weights weights, ConvolutionScratch scratch) {
      this.kernels = kernels;
      this.weights = weights;
      this.scratch = scratch;
    }

    /** Returns the block's output; the array belongs to the pass. */
    float[] forward(float[] x, float[] timeEmbedding) {
      norm1.forward(kernels, weights, x, n1, moments1);
      kernels.silu(n1, a1, n1.length);
      time.forward(kernels, weights, timeEmbedding, timeBias);
      conv1.forward(kernels, weights, scratch, a1, timeBias, 0, h);
      norm2.forward(kernels, weights, h, n2, moments2);
      kernels.silu(n2, a2, n2.length);
      conv2.forward(kernels, weights, scratch, a2, y);
      kernels.add(x, y, y.length);
      return y;
    }

    /**
     * Turns the gradient of the output into that of the input and adds those of the parameters.
     *
     * @param x the input of {@link #forward}
     * @param dy gradient of the output on entry, of the input on return
     * @param dTime receives the gradient of the time embedding, added
     */
    void backward(
        float[] x, float[] timeEmbedding, float[] dy, float[] dTime, float[] gradient, Scratch s) {
      float[] d = s.first;
      float[] e = s.second;
      conv2.backwardParameters(kernels, scratch, a2, dy, gradient);
      conv2.backwardInput(kernels, weights, scratch, dy, d);
      kernels.siluGradient(n2, d, d, shape.size());
      norm2.backward(kernels, weights, h, d, e, moments2, gradient);

      conv1.backwardWeights(kernels, scratch, a1, e, gradient);
      Arrays.fill(s.channels, 0f);
      kernels.channelSums(
          e,
          shape.interior(),
          shape.height(),
          shape.width(),
          shape.rowStride(),
          shape.channels(),
          s.channels,
          0);
      time.backwardWeights(kernels, timeEmbedding, s.channels, gradient);
      time.backwardInput(kernels, weights, s.channels, s.time);
      kernels.add(s.time, dTime, dTime.length);
      conv1.backwardInput(kernels, weights, scratch, e, d);
      kernels.siluGradient(n1, d, d, shape.size());
      norm1.backward(kernels, weights, x, d, e, moments1, gradient);
      kernels.add(e, dy, shape.size());
    }
  }

  /**
   * Scratch images of one shape for backward passes, which follow one another and so can share it.
   */
  static final class Scratch {
    private final float[] first;
    private final float[] second;
    private final float[] channels;
    private final float[] time;

    Scratch(ImageShape shape, int timeChannels) {
      first = shape.newImage();
      second = shape.newImage();
      channels = new float[shape.channels()];
      time = new float[timeChannels];
    }
  }
}
