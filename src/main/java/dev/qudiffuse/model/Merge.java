package dev.qudiffuse.model;

import dev.qudiffuse.nn.Convolution;
import dev.qudiffuse.nn.ConvolutionScratch;
import dev.qudiffuse.nn.ImageShape;
import dev.qudiffuse.nn.Initializer;
import dev.qudiffuse.nn.Parameter;
import dev.qudiffuse.nn.ParameterGroup;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Upsampling;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.nn.kernel.Extents;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.List;

/**
 * Where the way up meets a skip connection: the image from below, enlarged, beside the one from the
 * way down, both mixed to the latter's channels by a 1x1 convolution.
 *
 * <pre>
 *   y = enlarge(below) w_below + skip w_skip + bias = enlarge(below w_below) + (skip w_skip + bias)
 * </pre>
 *
 * <p>As on the right it is computed: mixing a pixel before it is copied four times takes a quarter
 * of the work. Immutable and thread-safe; a {@link Pass} is not.
 */
final class Merge {

  private final Convolution mixBelow;
  private final Convolution mixSkip;
  private final Parameter bias;
  private final Upsampling enlarge;
  private final Extents extents;
  private final float[] noBias;

  /** Adds the layer's parameters to a layout. */
  Merge(ParameterLayout.Builder layout, String name, ImageShape below, ImageShape skip) {
    int rows = below.channels() + skip.channels();
    int channels = skip.channels();
    Parameter weight =
        layout.add(
            name + ".weight",
            List.of(1, 1, rows, channels),
            ParameterGroup.WEIGHT,
            Initializer.fanIn(rows));
    bias = layout.add(name + ".bias", List.of(channels), ParameterGroup.BIAS, Initializer.zeros());
    int skipRows = weight.offset() + below.channels() * channels;
    mixBelow = Convolution.onRows(layout, below, channels, weight.offset());
    mixSkip = Convolution.onRows(layout, skip, channels, skipRows);
    enlarge = new Upsampling(mixBelow.out());
    extents = skip.extents();
    noBias = new float[channels];
  }

  List<Convolution> convolutions() {
    return List.of(mixBelow, mixSkip);
  }

  void derive(Weights weights) {
    mixBelow.derive(weights);
    mixSkip.derive(weights);
  }

  Pass newPass(Kernels kernels, Weights weights, ConvolutionScratch scratch, int images) {
    return new Pass(kernels, weights, scratch, images);
  }

  /** The buffers of one thread. */
  final class Pass {
    private final Kernels kernels;
    private final Weights weights;
    private final ConvolutionScratch scratch;
    private final float[] small;
    private final float[] mixed;
    private final float[] dSmall;

    private Pass(Kernels kernels, Weights weights, ConvolutionScratch scratch, int images) {
      this.kernels = kernels;
      this.weights = weights;
      this.scratch = scratch;
      small = mixBelow.out().newImages(images);
      mixed = mixSkip.out().newImages(images);
      dSmall = mixBelow.out().newImages(images);
    }

    /**
     * Returns the mixed images; the array belongs to the pass.
     *
     * @param skips as many as images, or one for all
     */
    float[] forward(int images, float[] below, int skips, float[] skip) {
      mixSkip.forward(
          kernels, weights, scratch, skips, skip, weights.values(), bias.offset(), 0, mixed);
      ImageShape out = mixSkip.out();
      for (int m = skips; m < images; m++) {
        System.arraycopy(mixed, out.border(), mixed, out.border() + m * out.size(), out.size());
      }
      mixBelow.forward(kernels, weights, scratch, images, below, noBias, 0, 0, small);
      enlarge.add(images, small, mixed);
      return mixed;
    }

    /** What {@link #forward} returned last. */
    float[] output() {
      return mixed;
    }

    /** Writes the gradients of both inputs and adds those of the parameters. */
    void backward(
        int images,
        float[] below,
        float[] skip,
        float[] dMixed,
        float[] dBelow,
        float[] dSkip,
        float[] gradient) {
      ImageShape out = mixSkip.out();
      for (int m = 0; m < images; m++) {
        int interior = m * out.size() + out.interior();
        kernels.channelSums(extents, dMixed, interior, gradient, bias.offset());
      }
      mixSkip.backwardWeights(kernels, scratch, images, skip, dMixed, gradient);
      mixSkip.backwardInput(kernels, weights, scratch, images, dMixed, dSkip);
      enlarge.backward(images, dMixed, dSmall);
      mixBelow.backwardWeights(kernels, scratch, images, below, dSmall, gradient);
      mixBelow.backwardInput(kernels, weights, scratch, images, dSmall, dBelow);
    }
  }
}
