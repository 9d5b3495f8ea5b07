package dev.qudiffuse.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.nn.kernel.CacheLines;
import dev.qudiffuse.nn.kernel.KernelChoice;
import dev.qudiffuse.nn.kernel.Kernels;
import dev.qudiffuse.nn.kernel.Winograd;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Winograd's method against the definition, over extents that its tiles do not divide. */
class WinogradConvolutionTest {

  private static final int WEIGHTS = 0;

  /** So many that tiles of one image are taken at different times. */
  private static final int IMAGES = 3;

  private final RandomGenerator random = new Well19937c(31);

  /** One algorithm and what it gave. */
  @SuppressWarnings("ArrayRecordComponent") // compared array by array
  private record Results(float[] y, float[] dx, float[] gradient) {}

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(new ImageShape(4, 4, 16), 16),
        Arguments.of(new ImageShape(5, 7, 16), 32),
        Arguments.of(new ImageShape(6, 9, 32), 16),
        Arguments.of(new ImageShape(7, 7, 48), 32),
        Arguments.of(new ImageShape(14, 14, 16), 48),
        Arguments.of(new ImageShape(28, 28, 32), 16),
        Arguments.of(new ImageShape(9, 9, 128), 16), // fewer tiles at once
        Arguments.of(new ImageShape(11, 10, 3), 5));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void agreesWithTheDefinition(ImageShape in, int outChannels) {
    ImageShape out = in.withChannels(outChannels);
    float[] weights = values(9 * in.channels() * outChannels);
    float[] x = images(in);
    float[] dy = images(out);
    float[] bias = values(IMAGES * outChannels);
    for (KernelChoice kernels : KernelChoice.values()) {
      Results direct = run(kernels.kernels(), false, in, out, weights, x, dy, bias);
      Results winograd = run(kernels.kernels(), true, in, out, weights, x, dy, bias);
      assertClose(winograd.y(), direct.y());
      assertClose(winograd.dx(), direct.dx());
      assertClose(winograd.gradient(), direct.gradient());
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void givesTheSameBitsOnBothKernels(ImageShape in, int outChannels) {
    ImageShape out = in.withChannels(outChannels);
    float[] weights = values(9 * in.channels() * outChannels);
    float[] x = images(in);
    float[] dy = images(out);
    float[] bias = values(IMAGES * outChannels);
    List<Results> results =
        Arrays.stream(KernelChoice.values())
            .map(kernels -> run(kernels.kernels(), true, in, out, weights, x, dy, bias))
            .toList();
    for (Results other : results) {
      assertThat(other.y()).isEqualTo(results.getFirst().y());
      assertThat(other.dx()).isEqualTo(results.getFirst().dx());
      assertThat(other.gradient()).isEqualTo(results.getFirst().gradient());
    }
  }

  @Test
  void isChosenForWholePanelsThatFit() {
    assertThat(scratchOf(new ImageShape(14, 14, 16), 32, 3, 1)).isPositive();
    assertThat(scratchOf(new ImageShape(7, 7, 16), 32, 3, 1)).isPositive();
    assertThat(scratchOf(new ImageShape(14, 14, 16), 33, 3, 1)).isZero();
    assertThat(scratchOf(new ImageShape(14, 14, 1), 32, 3, 1)).isZero();
    assertThat(scratchOf(new ImageShape(14, 14, 16), 32, 3, 2)).isZero();
    assertThat(scratchOf(new ImageShape(14, 14, 16), 32, 1, 1)).isZero();
    assertThat(scratchOf(new ImageShape(3, 100, 16), 32, 3, 1)).isZero();
    assertThat(scratchOf(new ImageShape(4, 4, 16), 2720, 3, 1)).isZero(); // no room for a tile
  }

  /** The elements of an array begin 16 bytes, four floats, behind the start of its object. */
  @Test
  void transformedTilesAndWeightsBeginLinesOfACache() {
    for (int place = 0; place < Winograd.PLACES; place++) {
      assertThat((4 + Winograd.place(place)) % CacheLines.FLOATS).isZero();
      assertThat((4 + Winograd.weightPlace(place, 48 * 32)) % CacheLines.FLOATS).isZero();
    }
  }

  private static int scratchOf(ImageShape in, int outChannels, int size, int stride) {
    return new Convolution(
            new ParameterLayout.Builder(),
            "conv",
            in,
            outChannels,
            size,
            stride,
            Initializer.zeros())
        .tileFloats();
  }

  private static Results run(
      Kernels kernels,
      boolean winograd,
      ImageShape in,
      ImageShape out,
      float[] weights,
      float[] x,
      float[] dy,
      float[] bias) {
    var layout = new ParameterLayout.Builder();
    layout.add(
        "weight",
        List.of(3, 3, in.channels(), out.channels()),
        ParameterGroup.WEIGHT,
        Initializer.zeros());
    ConvolutionAlgorithm algorithm =
        winograd
            ? new WinogradConvolution(layout, in, out, WEIGHTS)
            : new DirectConvolution(layout, in, out, 3, 1, WEIGHTS);
    Weights all = layout.build().weights(weights);
    algorithm.derive(all);
    var scratch =
        new ConvolutionScratch(
            algorithm.tileFloats(),
            algorithm.pairFloats(),
            Math.max(in.channels(), out.channels()));
    float[] y = out.newImages(IMAGES);
    float[] dx = in.newImages(IMAGES);
    float[] gradient = new float[weights.length];
    Arrays.fill(gradient, 1f);
    algorithm.forward(kernels, all, scratch, IMAGES, x, bias, 0, out.channels(), y);
    algorithm.backwardInput(kernels, all, scratch, IMAGES, dy, dx);
    algorithm.backwardWeights(kernels, scratch, IMAGES, x, dy, gradient);
    return new Results(y, dx, gradient);
  }

  /**
   * Within a few units in the last place of the largest number: sums of this many terms differ by
   * rounding.
   */
  private static void assertClose(float[] actual, float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(2e-5f * largest));
    }
  }

  private float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private float[] images(ImageShape shape) {
    float[] images = shape.newImages(IMAGES);
    shape.scatter(IMAGES, values(IMAGES * shape.pixels() * shape.channels()), images);
    return images;
  }
}
