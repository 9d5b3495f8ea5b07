package dev.qudiffuse.model;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.nn.Activation;
import dev.qudiffuse.nn.BiasedConvolution;
import dev.qudiffuse.nn.Convolution;
import dev.qudiffuse.nn.ConvolutionScratch;
import dev.qudiffuse.nn.Derivation;
import dev.qudiffuse.nn.GroupNorm;
import dev.qudiffuse.nn.ImageShape;
import dev.qudiffuse.nn.Initializer;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A U-Net (Ronneberger et al. 2015; for diffusion Ho et al. 2020) whose deepest level is a quantum
 * circuit.
 *
 * <pre>
 *   28x28   stem - block ----------------------- skip ---------------- merge - block - norm - SiLU - head
 *   14x14          stride 2 - block ------------ skip ---- merge - block - enlarge
 *    7x7                      stride 2 - block - circuit - block - enlarge
 * </pre>
 *
 * <p>Each block is a {@link ResidualBlock}; a merge puts the enlarged image beside the skip and
 * mixes both by a 1x1 convolution. Below the last skip connection nothing passes but through the
 * {@link QuantumBottleneck}, and the digit enters nowhere else. So the way down does not depend on
 * the digit: for a guided prediction it is walked once, and the circuit and the way up twice.
 *
 * <p>The network is immutable and thread-safe. A pass belongs to one thread.
 */
public final class HybridUNet implements DenoisingNetwork {

  private static final int KERNEL = 3;

  private final UNetConfiguration sizes;
  private final Kernels kernels;
  private final ParameterLayout layout;

  private final TimeEmbedding time;
  private final BiasedConvolution stem;
  private final ResidualBlock downTop;
  private final BiasedConvolution toMiddle;
  private final ResidualBlock downMiddle;
  private final BiasedConvolution toDeep;
  private final ResidualBlock downDeep;
  private final QuantumBottleneck bottleneck;
  private final ResidualBlock upDeep;
  private final Merge mergeMiddle;
  private final ResidualBlock upMiddle;
  private final Merge mergeTop;
  private final ResidualBlock upTop;
  private final GroupNorm headNorm;
  private final BiasedConvolution head;

  /** The network of given sizes on the kernels of this process. */
  public HybridUNet(UNetConfiguration sizes) {
    this(sizes, Kernels.get());
  }

  HybridUNet(UNetConfiguration sizes, Kernels kernels) {
    this.sizes = sizes;
    this.kernels = kernels;
    ImageShape image = new ImageShape(sizes.imageSize(), sizes.imageSize(), 1);
    ImageShape top = image.withChannels(sizes.topChannels());
    var layout = new ParameterLayout.Builder();
    time = new TimeEmbedding(layout, "time", sizes);
    stem = convolution(layout, "stem", image, sizes.topChannels(), 1);
    downTop = block(layout, "down.top", top);
    toMiddle = convolution(layout, "down.to-middle", top, sizes.middleChannels(), 2);
    ImageShape middle = toMiddle.out();
    downMiddle = block(layout, "down.middle", middle);
    toDeep = convolution(layout, "down.to-deep", middle, sizes.deepChannels(), 2);
    ImageShape deep = toDeep.out();
    downDeep = block(layout, "down.deep", deep);
    bottleneck = new QuantumBottleneck(layout, "bottleneck", deep, sizes);
    upDeep = block(layout, "up.deep", deep);
    mergeMiddle = new Merge(layout, "up.to-middle", deep, middle);
    upMiddle = block(layout, "up.middle", middle);
    mergeTop = new Merge(layout, "up.to-top", middle, top);
    upTop = block(layout, "up.top", top);
    headNorm = new GroupNorm(layout, "head.norm", top, sizes.groups(), Activation.SILU);
    head = new BiasedConvolution(layout, "head", top, 1, 1, 1, Initializer.zeros());
    this.layout = layout.build();
  }

  private static BiasedConvolution convolution(
      ParameterLayout.Builder layout, String name, ImageShape in, int outChannels, int stride) {
    Initializer initializer = Initializer.fanIn(KERNEL * KERNEL * in.channels());
    return new BiasedConvolution(layout, name, in, outChannels, KERNEL, stride, initializer);
  }

  private ResidualBlock block(ParameterLayout.Builder layout, String name, ImageShape shape) {
    return new ResidualBlock(layout, name, shape, sizes.groups(), sizes.timeChannels());
  }

  /** The sizes of the network. */
  public UNetConfiguration sizes() {
    return sizes;
  }

  /** The deepest level. */
  public QuantumBottleneck bottleneck() {
    return bottleneck;
  }

  /**
   * The parameters that {@link QuantumBottleneck#circuit()} runs with for a condition at a time
   * step, in radians.
   *
   * @param weights whose derived part must be up to date
   * @throws IllegalArgumentException if there is no such condition or time step
   */
  public double[] circuitAngles(Weights weights, int condition, int timestep) {
    float[] embedding = time.newPass(kernels, weights, 1).forward(1, new int[] {timestep});
    return bottleneck.angles(kernels, weights, embedding, condition);
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public int conditions() {
    return sizes.conditions();
  }

  @Override
  public int pixels() {
    return sizes.pixels();
  }

  @Override
  public SequencedMap<String, String> describe() {
    return sizes.describe();
  }

  @Override
  public void derive(Weights weights) {
    for (Derivation derivation : derivations()) {
      derivation.derive(weights);
    }
  }

  /** The largest ones first, so that threads end at about the same time. */
  @Override
  public List<Derivation> derivations() {
    return List.of(
        downDeep::derive,
        upDeep::derive,
        downMiddle::derive,
        upMiddle::derive,
        bottleneck::derive,
        downTop::derive,
        upTop::derive,
        toDeep::derive,
        toMiddle::derive,
        mergeMiddle::derive,
        mergeTop::derive,
        time::derive,
        stem::derive,
        head::derive);
  }

  /** Every convolution of the network, in the order of a forward pass. */
  public List<Convolution> convolutions() {
    List<Convolution> all = new ArrayList<>();
    all.add(stem.convolution());
    all.addAll(downTop.convolutions());
    all.add(toMiddle.convolution());
    all.addAll(downMiddle.convolutions());
    all.add(toDeep.convolution());
    all.addAll(downDeep.convolutions());
    all.addAll(bottleneck.convolutions());
    all.addAll(upDeep.convolutions());
    all.addAll(mergeMiddle.convolutions());
    all.addAll(upMiddle.convolutions());
    all.addAll(mergeTop.convolutions());
    all.addAll(upTop.convolutions());
    all.add(head.convolution());
    return all;
  }

  @Override
  public Denoiser newDenoiser(Weights weights, CircuitTimer timer) {
    return newDrawingPass(weights, timer);
  }

  /** As {@link #newDenoiser}, for whoever wants the circuit run in other ways, too. */
  DrawingPass newDrawingPass(Weights weights, CircuitTimer timer) {
    return new DrawingPass(weights, timer);
  }

  @Override
  public TrainingPass newTrainingPass(Weights weights, int images) {
    return new Backward(weights, images);
  }

  /** A forward pass and its buffers. */
  private class Forward {
    final Weights weights;
    private final CircuitTimer timer;
    final ImageShape image = stem.in();
    final ConvolutionScratch scratch = new ConvolutionScratch(convolutions());
    final TimeEmbedding.Pass timePass;
    final QuantumBottleneck.Pass circuit;
    final ResidualBlock.Pass downTopPass;
    final ResidualBlock.Pass downMiddlePass;
    final ResidualBlock.Pass downDeepPass;
    final ResidualBlock.Pass upDeepPass;
    final ResidualBlock.Pass upMiddlePass;
    final ResidualBlock.Pass upTopPass;
    final Merge.Pass mergeMiddlePass;
    final Merge.Pass mergeTopPass;
    final float[] noisy;
    final float[] top;
    final float[] middle;
    final float[] deep;
    final float[] activated;
    final float[] drawn;
    final GroupNorm.Moments headMoments;

    // What the way down leaves for the way up and for the backward pass: arrays of the passes
    // above.
    float[] embedding = {};
    float[] skipTop = {};
    float[] skipMiddle = {};
    float[] bottom = {};
    float[] quantum = {};
    float[] upDeepOutput = {};
    float[] upMiddleOutput = {};
    float[] last = {};

    /**
     * Allocates all buffers.
     *
     * @param images most images on the way down
     * @param predictions most images on the way up, several of which may come from one
     */
    Forward(Weights weights, CircuitTimer timer, int images, int predictions) {
      this.weights = weights;
      this.timer = timer;
      timePass = time.newPass(kernels, weights, images);
      circuit = bottleneck.newPass(kernels, weights, scratch, predictions);
      downTopPass = downTop.newPass(kernels, weights, scratch, images);
      downMiddlePass = downMiddle.newPass(kernels, weights, scratch, images);
      downDeepPass = downDeep.newPass(kernels, weights, scratch, images);
      upDeepPass = upDeep.newPass(kernels, weights, scratch, predictions);
      upMiddlePass = upMiddle.newPass(kernels, weights, scratch, predictions);
      upTopPass = upTop.newPass(kernels, weights, scratch, predictions);
      mergeMiddlePass = mergeMiddle.newPass(kernels, weights, scratch, predictions);
      mergeTopPass = mergeTop.newPass(kernels, weights, scratch, predictions);
      noisy = stem.in().newImages(images);
      top = stem.out().newImages(images);
      middle = toMiddle.out().newImages(images);
      deep = toDeep.out().newImages(images);
      activated = head.in().newImages(predictions);
      drawn = head.out().newImages(predictions);
      headMoments = headNorm.newMoments(predictions);
    }

    /** From the images to the states of the register. */
    final void down(int images, float[] noisyPixels, int[] timesteps) {
      embedding = timePass.forward(images, timesteps);
      image.scatter(images, noisyPixels, noisy);
      stem.forward(kernels, weights, scratch, images, noisy, top);
      skipTop = downTopPass.forward(images, top, images, embedding);
      toMiddle.forward(kernels, weights, scratch, images, skipTop, middle);
      skipMiddle = downMiddlePass.forward(images, middle, images, embedding);
      toDeep.forward(kernels, weights, scratch, images, skipMiddle, deep);
      bottom = downDeepPass.forward(images, deep, images, embedding);
      circuit.prepare(images, bottom);
      circuit.turn(images, embedding);
    }

    /**
     * Through the circuits of some conditions and up to the predictions.
     *
     * @param images how many went down: as many as conditions, or one for all
     */
    final void up(int images, int[] timesteps, int count, int[] conditions, float[] predictions) {
      for (int m = 0; m < count; m++) {
        int source = images == 1 ? 0 : m;
        long start = System.nanoTime();
        circuit.evolve(m, source, source, conditions[m]);
        timer.record(timesteps[source], System.nanoTime() - start);
      }
      quantum = circuit.read(count);
      upDeepOutput = upDeepPass.forward(count, quantum, images, embedding);
      float[] x = mergeMiddlePass.forward(count, upDeepOutput, images, skipMiddle);
      upMiddleOutput = upMiddlePass.forward(count, x, images, embedding);
      x = mergeTopPass.forward(count, upMiddleOutput, images, skipTop);
      last = upTopPass.forward(count, x, images, embedding);
      headNorm.forward(kernels, weights, count, last, activated, headMoments);
      head.forward(kernels, weights, scratch, count, activated, drawn);
      image.gather(count, drawn, predictions);
    }
  }

  /** Predictions for one image at a time: without and with the condition in one go. */
  final class DrawingPass extends Forward implements Denoiser {
    private static final int PREDICTIONS = 2;

    private final int[] timesteps = new int[1];
    private final int[] conditions = new int[PREDICTIONS];
    private final float[] predictions = new float[PREDICTIONS * sizes.pixels()];
    private final float[] unconditional = new float[sizes.pixels()];

    private DrawingPass(Weights weights, CircuitTimer timer) {
      super(weights, timer, 1, PREDICTIONS);
    }

    /** This, with the circuit run so until it is told otherwise; null for the exact run. */
    Denoiser on(@Nullable CircuitExecution execution) {
      circuit.runOn(execution);
      return this;
    }

    @Override
    public void predict(float[] noisyPixels, int timestep, Guidance guidance, float[] prediction) {
      timesteps[0] = timestep;
      down(1, noisyPixels, timesteps);
      conditions[0] = guidance.condition();
      conditions[1] = sizes.nullCondition();
      up(1, timesteps, guidance.isGuided() ? PREDICTIONS : 1, conditions, predictions);
      int pixels = sizes.pixels();
      System.arraycopy(predictions, 0, prediction, 0, pixels);
      if (guidance.isGuided()) {
        System.arraycopy(predictions, pixels, unconditional, 0, pixels);
        Guidance.combine(unconditional, prediction, guidance.scale(), prediction);
      }
    }
  }

  /**
   * A forward pass that can be walked back. Its gradients run through one array for each image on
   * the way.
   */
  private final class Backward extends Forward implements TrainingPass {
    private int images;
    private final BottleneckGradient circuitGradient;
    private final float[] predictions;
    private final float[] dDrawn;
    private final float[] dActivated;
    private final float[] dTop;
    private final float[] dSkipTop;
    private final float[] dMiddle;
    private final float[] dSkipMiddle;
    private final float[] dDeep;
    private final float[] dBottom;
    private final ResidualBlock.Scratch scratchTop;
    private final ResidualBlock.Scratch scratchMiddle;
    private final ResidualBlock.Scratch scratchDeep;

    Backward(Weights weights, int images) {
      super(weights, CircuitTimer.NONE, images, images);
      circuitGradient = new BottleneckGradient(bottleneck, circuit, images);
      predictions = new float[images * sizes.pixels()];
      dDrawn = head.out().newImages(images);
      dActivated = head.in().newImages(images);
      dTop = stem.out().newImages(images);
      dSkipTop = stem.out().newImages(images);
      dMiddle = toMiddle.out().newImages(images);
      dSkipMiddle = toMiddle.out().newImages(images);
      dDeep = toDeep.out().newImages(images);
      dBottom = toDeep.out().newImages(images);
      scratchTop = new ResidualBlock.Scratch(stem.out(), time.channels(), images);
      scratchMiddle = new ResidualBlock.Scratch(toMiddle.out(), time.channels(), images);
      scratchDeep = new ResidualBlock.Scratch(toDeep.out(), time.channels(), images);
    }

    @Override
    public float[] forward(int count, float[] noisyPixels, int[] timesteps, int[] conditions) {
      images = count;
      down(images, noisyPixels, timesteps);
      up(images, timesteps, images, conditions, predictions);
      return predictions;
    }

    @Override
    public void backward(float[] dPredictions, float[] gradient) {
      float[] dTime = timePass.gradientOfEmbedding();
      image.scatter(images, dPredictions, dDrawn);
      head.backwardParameters(kernels, scratch, images, activated, dDrawn, gradient);
      head.backwardInput(kernels, weights, scratch, images, dDrawn, dActivated);
      headNorm.backward(kernels, weights, images, last, dActivated, dTop, headMoments, gradient);

      upTopPass.backward(
          images, mergeTopPass.output(), embedding, dTop, dTime, gradient, scratchTop);
      mergeTopPass.backward(images, upMiddleOutput, skipTop, dTop, dMiddle, dSkipTop, gradient);
      upMiddlePass.backward(
          images, mergeMiddlePass.output(), embedding, dMiddle, dTime, gradient, scratchMiddle);
      mergeMiddlePass.backward(
          images, upDeepOutput, skipMiddle, dMiddle, dDeep, dSkipMiddle, gradient);
      upDeepPass.backward(images, quantum, embedding, dDeep, dTime, gradient, scratchDeep);
      circuitGradient.backward(images, bottom, embedding, dDeep, dBottom, dTime, gradient);

      downDeepPass.backward(images, deep, embedding, dBottom, dTime, gradient, scratchDeep);
      toDeep.backwardParameters(kernels, scratch, images, skipMiddle, dBottom, gradient);
      toDeep.backwardInput(kernels, weights, scratch, images, dBottom, dMiddle);
      ImageShape middleShape = toMiddle.out();
      kernels.add(dSkipMiddle, dMiddle, middleShape.border(), images * middleShape.size());
      downMiddlePass.backward(images, middle, embedding, dMiddle, dTime, gradient, scratchMiddle);
      toMiddle.backwardParameters(kernels, scratch, images, skipTop, dMiddle, gradient);
      toMiddle.backwardInput(kernels, weights, scratch, images, dMiddle, dTop);
      ImageShape topShape = stem.out();
      kernels.add(dSkipTop, dTop, topShape.border(), images * topShape.size());
      downTopPass.backward(images, top, embedding, dTop, dTime, gradient, scratchTop);
      stem.backwardParameters(kernels, scratch, images, noisy, dTop, gradient);
      timePass.backward(images, gradient);
    }
  }
}
