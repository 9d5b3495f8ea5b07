package dev.qudiffuse.evaluation;

import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.data.Mnist;
import dev.qudiffuse.nn.AveragePooling;
import dev.qudiffuse.nn.BiasedConvolution;
import dev.qudiffuse.nn.ConvolutionScratch;
import dev.qudiffuse.nn.ImageShape;
import dev.qudiffuse.nn.Initializer;
import dev.qudiffuse.nn.Linear;
import dev.qudiffuse.nn.ParameterGroup;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.List;

/**
 * A small convolutional network that reads digits, after LeNet (LeCun et al. 1998):
 *
 * <pre>
 *   28 x 28 x  1  image, [-1, 1]
 *   28 x 28 x 16  convolution 3x3, SiLU
 *   14 x 14 x 16  mean of 2x2
 *   14 x 14 x 32  convolution 3x3, SiLU
 *    7 x  7 x 32  mean of 2x2
 *    4 x  4 x 48  convolution 3x3 of stride 2, SiLU
 *            128  linear, SiLU: the features in which sets of images are compared
 *             10  linear: one logit per digit
 * </pre>
 *
 * <p>Immutable and thread-safe; the passes it hands out are not.
 */
public final class EvaluatorNetwork {

  /** Length of the penultimate layer. */
  public static final int FEATURES = 128;

  /** Number of digits. */
  public static final int CLASSES = LabelledImages.CLASSES;

  private static final int KERNEL = 3;
  private static final int FINE = 16;
  private static final int MIDDLE = 32;
  private static final int COARSE = 48;

  private final Kernels kernels = Kernels.get();
  private final BiasedConvolution fine;
  private final AveragePooling pool1;
  private final BiasedConvolution middle;
  private final AveragePooling pool2;
  private final BiasedConvolution coarse;
  private final Linear features;
  private final Linear logits;
  private final ParameterLayout layout;

  /** The network on the kernels of this process. */
  public EvaluatorNetwork() {
    var builder = new ParameterLayout.Builder();
    fine = convolution(builder, "conv1", new ImageShape(Mnist.SIDE, Mnist.SIDE, 1), FINE, 1);
    pool1 = new AveragePooling(fine.out());
    middle = convolution(builder, "conv2", pool1.out(), MIDDLE, 1);
    pool2 = new AveragePooling(middle.out());
    coarse = convolution(builder, "conv3", pool2.out(), COARSE, 2);
    features = linear(builder, "features", coarse.out().pixels() * COARSE, FEATURES);
    logits = linear(builder, "logits", FEATURES, CLASSES);
    layout = builder.build();
  }

  private static BiasedConvolution convolution(
      ParameterLayout.Builder layout, String name, ImageShape in, int outChannels, int stride) {
    Initializer initializer = Initializer.fanIn(KERNEL * KERNEL * in.channels());
    return new BiasedConvolution(layout, name, in, outChannels, KERNEL, stride, initializer);
  }

  private static Linear linear(
      ParameterLayout.Builder layout, String name, int inputs, int outputs) {
    return new Linear(
        layout, name, inputs, outputs, ParameterGroup.WEIGHT, Initializer.fanIn(inputs));
  }

  /** The network's parameters. */
  public ParameterLayout layout() {
    return layout;
  }

  /** Number of pixels of an image. */
  public int pixels() {
    return fine.in().pixels();
  }

  /** Multiply-adds of one forward pass. */
  public long multiplyAdds() {
    return fine.convolution().multiplyAdds()
        + middle.convolution().multiplyAdds()
        + coarse.convolution().multiplyAdds()
        + features.multiplyAdds()
        + logits.multiplyAdds();
  }

  /** Recomputes {@link Weights#derived()} after the values have changed. */
  public void derive(Weights weights) {
    fine.derive(weights);
    middle.derive(weights);
    coarse.derive(weights);
    features.derive(weights);
    logits.derive(weights);
  }

  /**
   * Buffers for one thread that reads with {@code weights}, whose derived part must be up to date.
   */
  public Pass newPass(Weights weights) {
    return new Pass(weights);
  }

  /**
   * Buffers for one thread that learns from {@code weights}, whose derived part must be up to date
   * at each pass.
   */
  public TrainingPass newTrainingPass(Weights weights) {
    return new TrainingPass(weights);
  }

  /** One image at a time. Allocates nothing. Not thread-safe. */
  public sealed class Pass permits TrainingPass {
    final Weights weights;
    final ConvolutionScratch scratch =
        new ConvolutionScratch(
            List.of(fine.convolution(), middle.convolution(), coarse.convolution()));
    final float[] image = fine.in().newImage();
    final float[] h1 = fine.out().newImage();
    final float[] a1 = fine.out().newImage();
    final float[] p1 = pool1.out().newImage();
    final float[] h2 = middle.out().newImage();
    final float[] a2 = middle.out().newImage();
    final float[] p2 = pool2.out().newImage();
    final float[] h3 = coarse.out().newImage();
    final float[] a3 = coarse.out().newImage();
    final float[] flat = new float[features.inputs()];
    final float[] h4 = new float[FEATURES];
    final float[] a4 = new float[FEATURES];
    final float[] y = new float[CLASSES];

    private Pass(Weights weights) {
      this.weights = weights;
    }

    /**
     * Returns the logits of an image, in an array of the pass that the next call overwrites.
     *
     * @param pixels {@link #pixels()} values in [-1, 1]
     */
    public float[] forward(float[] pixels) {
      fine.in().scatter(1, pixels, image);
      fine.forward(kernels, weights, scratch, 1, image, h1);
      kernels.silu(h1, a1, a1.length);
      pool1.forward(1, a1, p1);
      middle.forward(kernels, weights, scratch, 1, p1, h2);
      kernels.silu(h2, a2, a2.length);
      pool2.forward(1, a2, p2);
      coarse.forward(kernels, weights, scratch, 1, p2, h3);
      kernels.silu(h3, a3, a3.length);
      coarse.out().gather(1, a3, flat);
      features.forward(kernels, weights, 1, flat, h4);
      kernels.silu(h4, a4, a4.length);
      logits.forward(kernels, weights, 1, a4, y);
      return y;
    }

    /**
     * The features of the last image, {@value EvaluatorNetwork#FEATURES} of them, in an array of
     * the pass.
     */
    public float[] features() {
      return a4;
    }
  }

  /** A pass that can be walked back. Not thread-safe. */
  public final class TrainingPass extends Pass {
    private final float[] d1 = fine.out().newImage();
    private final float[] e1 = pool1.out().newImage();
    private final float[] d2 = middle.out().newImage();
    private final float[] e2 = pool2.out().newImage();
    private final float[] d3 = coarse.out().newImage();
    private final float[] dFlat = new float[features.inputs()];
    private final float[] d4 = new float[FEATURES];

    private TrainingPass(Weights weights) {
      super(weights);
    }

    /**
     * Adds the gradient with respect to the parameters to {@code gradient}, for the image of the
     * last {@link #forward}.
     *
     * @param dLogits dL / d logits
     */
    public void backward(float[] dLogits, float[] gradient) {
      logits.backwardWeights(kernels, 1, a4, dLogits, gradient);
      logits.backwardInput(kernels, weights, 1, dLogits, d4);
      kernels.siluGradient(h4, d4, d4, d4.length);
      features.backwardWeights(kernels, 1, flat, d4, gradient);
      features.backwardInput(kernels, weights, 1, d4, dFlat);
      coarse.out().scatter(1, dFlat, d3);
      kernels.siluGradient(h3, d3, d3, d3.length);
      coarse.backwardParameters(kernels, scratch, 1, p2, d3, gradient);
      coarse.backwardInput(kernels, weights, scratch, 1, d3, e2);
      pool2.backward(1, e2, d2);
      kernels.siluGradient(h2, d2, d2, d2.length);
      middle.backwardParameters(kernels, scratch, 1, p1, d2, gradient);
      middle.backwardInput(kernels, weights, scratch, 1, d2, e1);
      pool1.backward(1, e1, d1);
      kernels.siluGradient(h1, d1, d1, d1.length);
      fine.backwardParameters(kernels, scratch, 1, image, d1, gradient);
    }
  }
}
