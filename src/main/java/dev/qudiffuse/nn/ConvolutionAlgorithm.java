package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.Kernels;

/** A way to compute a {@link Convolution}, whose methods these are. */
sealed interface ConvolutionAlgorithm permits DirectConvolution, WinogradConvolution {

  /** Rearranges the weights for the kernels. */
  void derive(Weights weights);

  /** Writes the interior of {@code y}. */
  void forward(
      Kernels kernels,
      Weights weights,
      ConvolutionScratch scratch,
      int images,
      float[] x,
      float[] bias,
      int biasOffset,
      int biasStride,
      float[] y);

  /** Writes the interior of {@code dx}. */
  void backwardInput(
      Kernels kernels,
      Weights weights,
      ConvolutionScratch scratch,
      int images,
      float[] dy,
      float[] dx);

  /** Adds the gradient of the weights. */
  void backwardWeights(
      Kernels kernels,
      ConvolutionScratch scratch,
      int images,
      float[] x,
      float[] dy,
      float[] gradient);

  /** Floats of scratch for transformed tiles. */
  default int tileFloats() {
    return 0;
  }

  /** Floats of scratch for the gradient of transformed weights. */
  default int pairFloats() {
    return 0;
  }
}
