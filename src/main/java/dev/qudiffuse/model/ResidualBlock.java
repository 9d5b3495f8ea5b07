package dev.qudiffuse.model;

import dev.qudiffuse.nn.Activation;
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
import dev.qudiffuse.nn.kernel.Extents;
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
  private final Extents extents;
  private final GroupNorm norm1;
  private final Convolution conv1;
  private final Linear time;
  private final GroupNorm norm2;
  private final BiasedConvolution conv2;

  ResidualBlock(
      ParameterLayout.Builder layout, String name, ImageShape shape, int groups, int timeChannels) {
    this.shape = shape;
    this.extents = shape.extents();
    int channels = shape.channels();
    norm1 = new GroupNorm(layout, name + ".norm1", shape, groups, Activation.SILU);
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
    norm2 = new GroupNorm(layout, name + ".norm2", shape, groups, Activation.SILU);
    conv2 =
        new BiasedConvolution(
            layout, name + ".conv2", shape, channels, KERNEL, 1, Initializer.zeros());
  }

  List<Convolution> convolutions() {
    return List.of(conv1, conv2.convolution());
  }

  void derive(Weights weights) {
    conv1.derive(weights);
    time.derive(weights);
    conv2.derive(weights);
  }

  Pass newPass(Kernels kernels, Weights weights, ConvolutionScratch scratch, int images) {
    return new Pass(kernels, weights, scratch, images);
  }

  /** The buffers of one thread. */
  final class Pass {
    private final Kernels kernels;
    private final Weights weights;
    private final ConvolutionScratch scratch;
    private final float[] a1;
    private final float[] h;
    private final float[] a2;
    private final float[] y;
    private final float[] timeBias;
    private final GroupNorm.Moments moments1;
    private final GroupNorm.Moments moments2;

    private Pass(Kernels kernels, Weights weights, ConvolutionScratch scratch, int images) {
      this.kernels = kernels;
      this.weights = weights;
      this.scratch = scratch;
      a1 = shape.newImages(images);
      h = shape.newImages(images);
      a2 = shape.newImages(images);
      y = shape.newImages(images);
      timeBias = new float[images * shape.channels()];
      moments1 = norm1.newMoments(images);
      moments2 = norm2.newMoments(images);
    }

    /**
     * Returns the block's output; the array belongs to the pass.
     *
     * @param times embeddings of time: as many as images, or one for all
     */
    float[] forward(int images, float[] x, int times, float[] timeEmbedding) {
      norm1.forward(kernels, weights, images, x, a1, moments1);
      time.forward(kernels, weights, times, timeEmbedding, timeBias);
      int biasStride = times == 1 ? 0 : shape.channels();
      conv1.forward(kernels, weights, scratch, images, a1, timeBias, 0, biasStride, h);
      norm2.forward(kernels, weights, images, h, a2, moments2);
      conv2.forward(kernels, weights, scratch, images, a2, y);
      kernels.add(x, y, shape.border(), images * shape.size());
      return y;
    }

    /**
     * Turns the gradient of the output into that of the input and adds those of the parameters.
     *
     * @param x the input of {@link #forward}
     * @param timeEmbedding one for each image
     * @param dy gradient of the output on entry, of the input on return
     * @param dTime receives the gradient of the time embeddings, added
     */
    void backward(
        int images,
        float[] x,
        float[] timeEmbedding,
        float[] dy,
        float[] dTime,
        float[] gradient,
        Scratch s) {
      float[] d = s.first;
      float[] e = s.second;
      conv2.backwardParameters(kernels, scratch, images, a2, dy, gradient);
      conv2.backwardInput(kernels, weights, scratch, images, dy, d);
      norm2.backward(kernels, weights, images, h, d, d, moments2, gradient);

      conv1.backwardWeights(kernels, scratch, images, a1, d, gradient);
      backwardTime(images, timeEmbedding, d, dTime, gradient, s);
      conv1.backwardInput(kernels, weights, scratch, images, d, e);
      norm1.addBackward(kernels, weights, images, x, e, dy, moments1, gradient);
    }

    private void backwardTime(
        int images, float[] timeEmbedding, float[] dh, float[] dTime, float[] gradient, Scratch s) {
      Arrays.fill(s.bias, 0f);
      for (int m = 0; m < images; m++) {
        int from = m * shape.size() + shape.interior();
        kernels.channelSums(extents, dh, from, s.bias, m * shape.channels());
      }
      time.backwardWeights(kernels, images, timeEmbedding, s.bias, gradient);
      time.backwardInput(kernels, weights, images, s.bias, s.time);
      kernels.add(s.time, dTime, 0, images * time.inputs());
    }
  }

  /** Scratch of one shape for backward passes, which follow one another and so can share it. */
  static final class Scratch {
    private final float[] first;
    private final float[] second;
    private final float[] bias;
    private final float[] time;

    Scratch(ImageShape shape, int timeChannels, int images) {
      first = shape.newImages(images);
      second = shape.newImages(images);
      bias = new float[images * shape.channels()];
      time = new float[images * timeChannels];
    }
  }
}
