package dev.qudiffuse.model;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.nn.BiasedConvolution;
import dev.qudiffuse.nn.Convolution;
import dev.qudiffuse.nn.ConvolutionScratch;
import dev.qudiffuse.nn.GroupNorm;
import dev.qudiffuse.nn.ImageShape;
import dev.qudiffuse.nn.Initializer;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

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
    headNorm = new GroupNorm(layout, "head.norm", top, sizes.groups());
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

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public int conditions() {
    return sizes.conditions();
  }

  @Override
  public int imageSize() {
    return sizes.pixels();
  }

  @Override
  public SequencedMap<String, String> describe() {
    return sizes.describe();
  }

  @Override
  public void derive(Weights weights) {
    time.derive(weights);
    stem.derive(weights);
    toMiddle.derive(weights);
    toDeep.derive(weights);
    mergeMiddle.mix().derive(weights);
    mergeTop.mix().derive(weights);
    head.derive(weights);
    for (ResidualBlock block : blocks()) {
      block.derive(weights);
    }
    bottleneck.derive(weights);
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
    all.add(mergeMiddle.mix().convolution());
    all.addAll(upMiddle.convolutions());
    all.add(mergeTop.mix().convolution());
    all.addAll(upTop.convolutions());
    all.add(head.convolution());
    return all;
  }

  private List<ResidualBlock> blocks() {
    return List.of(downTop, downMiddle, downDeep, upDeep, upMiddle, upTop);
  }

  @Override
  public Denoiser newDenoiser(Weights weights, CircuitTimer timer) {
    return new Forward(weights, timer);
  }

  @Override
  public TrainingPass newTrainingPass(Weights weights) {
    return new Backward(weights);
  }

  /** A forward pass and its buffers. */
  private class Forward implements Denoiser {
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
    final float[] noisy = stem.in().newImage();
    final float[] top = stem.out().newImage();
    final float[] middle = toMiddle.out().newImage();
    final float[] deep = toDeep.out().newImage();
    final float[] normalised = head.in().newImage();
    final float[] activated = head.in().newImage();
    final float[] drawn = head.out().newImage();
    final GroupNorm.Moments headMoments = headNorm.newMoments();
    private final float[] unconditional = new float[sizes.pixels()];

    // What the way down leaves for the way up and for the backward pass: arrays of the passes
    // above.
    float[] embedding = {};
    float[] skipTop = {};
    float[] skipMiddle = {};
    float[] bottom = {};
    float[] quantum = {};
    float[] last = {};

    Forward(Weights weights, CircuitTimer timer) {
      this.weights = weights;
      this.timer = timer;
      timePass = time.newPass(kernels, weights);
      circuit = bottleneck.newPass(kernels, weights, scratch);
      downTopPass = downTop.newPass(kernels, weights, scratch);
      downMiddlePass = downMiddle.newPass(kernels, weights, scratch);
      downDeepPass = downDeep.newPass(kernels, weights, scratch);
      upDeepPass = upDeep.newPass(kernels, weights, scratch);
      upMiddlePass = upMiddle.newPass(kernels, weights, scratch);
      upTopPass = upTop.newPass(kernels, weights, scratch);
      mergeMiddlePass = mergeMiddle.newPass(kernels, weights, scratch);
      mergeTopPass = mergeTop.newPass(kernels, weights, scratch);
    }

    @Override
    public void predict(float[] noisyPixels, int timestep, Guidance guidance, float[] prediction) {
      down(noisyPixels, timestep);
      if (guidance.isGuided()) {
        up(timestep, sizes.nullCondition(), unconditional);
        up(timestep, guidance.condition(), prediction);
        Guidance.combine(unconditional, prediction, guidance.scale(), prediction);
      } else {
        up(timestep, guidance.condition(), prediction);
      }
    }

    /** From the image to the state of the register. */
    final void down(float[] noisyPixels, int timestep) {
      embedding = timePass.forward(timestep);
      image.scatter(noisyPixels, noisy);
      stem.forward(kernels, weights, scratch, noisy, top);
      skipTop = downTopPass.forward(top, embedding);
      toMiddle.forward(kernels, weights, scratch, skipTop, middle);
      skipMiddle = downMiddlePass.forward(middle, embedding);
      toDeep.forward(kernels, weights, scratch, skipMiddle, deep);
      bottom = downDeepPass.forward(deep, embedding);
      circuit.prepare(bottom);
    }

    /** Through the circuit of a condition and up to the prediction. */
    final void up(int timestep, int condition, float[] prediction) {
      long start = System.nanoTime();
      circuit.evolve(embedding, condition);
      timer.record(timestep, System.nanoTime() - start);
      quantum = circuit.read();
      float[] x = upDeepPass.forward(quantum, embedding);
      x = mergeMiddlePass.forward(x, skipMiddle);
      x = upMiddlePass.forward(x, embedding);
      x = mergeTopPass.forward(x, skipTop);
      last = upTopPass.forward(x, embedding);
      headNorm.forward(kernels, weights, last, normalised, headMoments);
      kernels.silu(normalised, activated, activated.length);
      head.forward(kernels, weights, scratch, activated, drawn);
      image.gather(drawn, prediction);
    }
  }

  /**
   * A forward pass that can be walked back. Its gradients run through one array for each image on
   * the way.
   */
  private final class Backward extends Forward implements TrainingPass {
    private final float[] prediction = new float[sizes.pixels()];
    private final float[] dDrawn = head.out().newImage();
    private final float[] dActivated = head.in().newImage();
    private final float[] dTop = stem.out().newImage();
    private final float[] dSkipTop = stem.out().newImage();
    private final float[] dMiddle = toMiddle.out().newImage();
    private final float[] dSkipMiddle = toMiddle.out().newImage();
    private final float[] dDeep = toDeep.out().newImage();
    private final float[] dBottom = toDeep.out().newImage();
    private final ResidualBlock.Scratch scratchTop = scratch(stem.out());
    private final ResidualBlock.Scratch scratchMiddle = scratch(toMiddle.out());
    private final ResidualBlock.Scratch scratchDeep = scratch(toDeep.out());

    Backward(Weights weights) {
      super(weights, CircuitTimer.NONE);
    }

    private ResidualBlock.Scratch scratch(ImageShape shape) {
      return new ResidualBlock.Scratch(shape, time.channels());
    }

    @Override
    public float[] forward(float[] noisyPixels, int timestep, int condition) {
      down(noisyPixels, timestep);
      up(timestep, condition, prediction);
      return prediction;
    }

    @Override
    public void backward(float[] dPrediction, float[] gradient) {
      float[] dTime = timePass.gradientOfEmbedding();
      image.scatter(dPrediction, dDrawn);
      head.backwardParameters(kernels, scratch, activated, dDrawn, gradient);
      head.backwardInput(kernels, weights, scratch, dDrawn, dActivated);
      kernels.siluGradient(normalised, dActivated, dActivated, dActivated.length);
      headNorm.backward(kernels, weights, last, dActivated, dTop, headMoments, gradient);

      upTopPass.backward(mergeTopPass.output(), embedding, dTop, dTime, gradient, scratchTop);
      mergeTopPass.backward(dTop, dMiddle, dSkipTop, gradient);
      upMiddlePass.backward(
          mergeMiddlePass.output(), embedding, dMiddle, dTime, gradient, scratchMiddle);
      mergeMiddlePass.backward(dMiddle, dDeep, dSkipMiddle, gradient);
      upDeepPass.backward(quantum, embedding, dDeep, dTime, gradient, scratchDeep);
      circuit.backward(bottom, embedding, dDeep, dBottom, dTime, gradient);

      downDeepPass.backward(deep, embedding, dBottom, dTime, gradient, scratchDeep);
      toDeep.backwardParameters(kernels, scratch, skipMiddle, dBottom, gradient);
      toDeep.backwardInput(kernels, weights, scratch, dBottom, dMiddle);
      kernels.add(dSkipMiddle, dMiddle, dMiddle.length);
      downMiddlePass.backward(middle, embedding, dMiddle, dTime, gradient, scratchMiddle);
      toMiddle.backwardParameters(kernels, scratch, skipTop, dMiddle, gradient);
      toMiddle.backwardInput(kernels, weights, scratch, dMiddle, dTop);
      kernels.add(dSkipTop, dTop, dTop.length);
      downTopPass.backward(top, embedding, dTop, dTime, gradient, scratchTop);
      stem.backwardParameters(kernels, scratch, noisy, dTop, gradient);
      timePass.backward(gradient);
    }
  }
}
