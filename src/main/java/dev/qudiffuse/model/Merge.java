package dev.qudiffuse.model;

import dev.qudiffuse.nn.BiasedConvolution;
import dev.qudiffuse.nn.Concatenation;
import dev.qudiffuse.nn.ConvolutionScratch;
import dev.qudiffuse.nn.ImageShape;
import dev.qudiffuse.nn.Initializer;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Upsampling;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.nn.kernel.Kernels;

/**
 * Where the way up meets a skip connection: the image from below, enlarged, beside the one from the
 * way down, both mixed to the latter's channels by a 1x1 convolution.
 *
 * <p>Immutable and thread-safe; a {@link Pass} is not.
 */
final class Merge {

  private final Upsampling enlarge;
  private final Concatenation beside;
  private final BiasedConvolution mix;

  Merge(ParameterLayout.Builder layout, String name, ImageShape below, ImageShape skip) {
    enlarge = new Upsampling(below);
    beside = new Concatenation(enlarge.out(), skip);
    int channels = beside.out().channels();
    mix =
        new BiasedConvolution(
            layout, name, beside.out(), skip.channels(), 1, 1, Initializer.fanIn(channels));
  }

  BiasedConvolution mix() {
    return mix;
  }

  Pass newPass(Kernels kernels, Weights weights, ConvolutionScratch scratch) {
    return new Pass(kernels, weights, scratch);
  }

  /** The buffers of one thread. */
  final class Pass {
    private final Kernels kernels;
    private final Weights weights;
    private final ConvolutionScratch scratch;
    private final float[] enlarged = enlarge.out().newImage();
    private final float[] both = beside.out().newImage();
    private final float[] mixed = mix.out().newImage();
    private final float[] dBoth = beside.out().newImage();
    private final float[] dEnlarged = enlarge.out().newImage();

    private Pass(Kernels kernels, Weights weights, ConvolutionScratch scratch) {
      this.kernels = kernels;
      this.weights = weights;
      this.scratch = scratch;
    }

    /** Returns the mixed image; the array belongs to the pass. */
    float[] forward(float[] below, float[] skip) {
      enlarge.forward(below, enlarged);
      beside.forward(enlarged, skip, both);
      mix.forward(kernels, weights, scratch, both, mixed);
      return mixed;
    }

    /** What {@link #forward} returned last. */
    float[] output() {
      return mixed;
    }

    /** Writes the gradients of both inputs and adds those of the parameters. */
    void backward(float[] dMixed, float[] dBelow, float[] dSkip, float[] gradient) {
      mix.backwardParameters(kernels, scratch, both, dMixed, gradient);
      mix.backwardInput(kernels, weights, scratch, dMixed, dBoth);
      beside.backward(dBoth, dEnlarged, dSkip);
      enlarge.backward(dEnlarged, dBelow);
    }
  }
}
