package dev.qudiffuse.benchmark;

import dev.qudiffuse.UntrainedModel;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.nn.Convolution;
import dev.qudiffuse.nn.ConvolutionScratch;
import dev.qudiffuse.nn.ImageShape;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Each convolution shape of the standard network, forward and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 4, time = 1)
public class ConvolutionBenchmark {

  private static final UntrainedModel MODEL = new UntrainedModel(1);

  /** All of {@link ConvolutionShapes}, in its order. */
  @Param({
    "28x28x1-3x3-28x28x32",
    "28x28x32-3x3-28x28x32",
    "28x28x32-3x3-14x14x48",
    "14x14x48-3x3-14x14x48",
    "14x14x48-3x3-7x7x64",
    "7x7x64-3x3-7x7x64",
    "7x7x64-1x1-7x7x8",
    "7x7x64-1x1-7x7x48",
    "14x14x48-1x1-14x14x48",
    "14x14x48-1x1-14x14x32",
    "28x28x32-1x1-28x28x32",
    "28x28x32-1x1-28x28x1",
  })
  private String shape;

  /** One image, as in drawing, or as many as training takes at once. */
  @Param({"1", "8"})
  private int images;

  private final Kernels kernels = Kernels.get();
  private Weights weights;
  private Convolution convolution;
  private ConvolutionScratch scratch;
  private float[] bias;
  private float[] x;
  private float[] y;
  private float[] dx;
  private float[] dy;
  private float[] gradient;

  /** Takes the first convolution of the shape out of the network. */
  @Setup
  public void setUp() {
    var shapes = ConvolutionShapes.of(MODEL.network());
    List<Convolution> convolutions = shapes.get(shape);
    if (convolutions == null) {
      throw new IllegalArgumentException(
          "expected one of %s, got %s".formatted(shapes.keySet(), shape));
    }
    convolution = convolutions.getFirst();
    scratch = new ConvolutionScratch(convolutions);
    weights = MODEL.weights();
    bias = new float[convolution.out().channels()];
    x = noise(convolution.in());
    dy = noise(convolution.out());
    y = convolution.out().newImages(images);
    dx = convolution.in().newImages(images);
    gradient = new float[MODEL.network().layout().size()];
  }

  private float[] noise(ImageShape shape) {
    float[] tight = new float[images * shape.pixels() * shape.channels()];
    Randomness.fillNormal(Randomness.of(1), tight);
    float[] bordered = shape.newImages(images);
    shape.scatter(images, tight, bordered);
    return bordered;
  }

  /** The forward pass. */
  @Benchmark
  public float[] forward() {
    convolution.forward(kernels, weights, scratch, images, x, bias, 0, 0, y);
    return y;
  }

  /** The gradient of the input, about as many multiply-adds as the forward pass. */
  @Benchmark
  public float[] inputGradient() {
    convolution.backwardInput(kernels, weights, scratch, images, dy, dx);
    return dx;
  }

  /** The gradient of the weights, as many multiply-adds as the forward pass. */
  @Benchmark
  public float[] weightGradient() {
    convolution.backwardWeights(kernels, scratch, images, x, dy, gradient);
    return gradient;
  }
}
