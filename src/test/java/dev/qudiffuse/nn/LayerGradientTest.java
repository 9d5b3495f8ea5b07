package dev.qudiffuse.nn;

import static dev.qudiffuse.nn.LayerUnderTest.averagePooling;
import static dev.qudiffuse.nn.LayerUnderTest.convolution;
import static dev.qudiffuse.nn.LayerUnderTest.groupNorm;
import static dev.qudiffuse.nn.LayerUnderTest.linear;
import static dev.qudiffuse.nn.LayerUnderTest.silu;
import static dev.qudiffuse.nn.LayerUnderTest.upsampling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.nn.kernel.KernelChoice;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every element of every gradient of every layer against finite differences, over shapes around the
 * vectors, panels and tiles of the kernels.
 */
class LayerGradientTest {

  private static final float STEP = 1f / 16;

  /** What is in a gradient before the layer adds to it. */
  private static final float BEFORE = 1f;

  private final RandomGenerator random = new Well19937c(29);

  static Stream<Arguments> smallLayers() {
    return onBothKernels(
        Stream.of(
                layersOfConvolution(),
                Stream.of(
                    linear(1, 1),
                    linear(6, 4),
                    linear(7, 17),
                    linear(33, 16),
                    linear(16, 33),
                    linear(5, 64)),
                Stream.of(
                    groupNorm(shape(5, 5, 8), 4, Activation.NONE),
                    groupNorm(shape(3, 2, 6), 1, Activation.NONE),
                    groupNorm(shape(7, 3, 16), 8, Activation.NONE),
                    groupNorm(shape(1, 9, 32), 4, Activation.NONE),
                    groupNorm(shape(4, 4, 5), 5, Activation.NONE),
                    groupNorm(shape(2, 2, 48), 8, Activation.NONE),
                    groupNorm(shape(5, 4, 16), 4, Activation.SILU),
                    groupNorm(shape(3, 3, 6), 2, Activation.SILU),
                    groupNorm(shape(2, 5, 48), 8, Activation.SILU)),
                Stream.of(silu(shape(3, 3, 5)), silu(shape(1, 1, 1)), silu(shape(2, 7, 16))),
                Stream.of(averagePooling(shape(2, 2, 1)), averagePooling(shape(4, 6, 17))),
                Stream.of(
                    upsampling(shape(3, 3, 2)),
                    upsampling(shape(1, 1, 1)),
                    upsampling(shape(2, 5, 17))))
            .flatMap(layers -> layers));
  }

  /**
   * With images so large that Winograd's method is chosen, whose gradients have a test of their
   * own.
   */
  static Stream<Arguments> layers() {
    return Stream.concat(
        smallLayers(),
        onBothKernels(
            Stream.of(
                convolution(shape(14, 14, 16), 32, 3, 1),
                convolution(shape(10, 11, 32), 16, 3, 1),
                convolution(shape(28, 28, 16), 16, 3, 1))));
  }

  private static Stream<Arguments> onBothKernels(Stream<LayerUnderTest> layers) {
    return layers.flatMap(
        layer -> Arrays.stream(KernelChoice.values()).map(kernels -> Arguments.of(layer, kernels)));
  }

  private static Stream<LayerUnderTest> layersOfConvolution() {
    return Stream.of(
        convolution(shape(7, 5, 3), 4, 3, 1),
        convolution(shape(1, 1, 1), 1, 3, 1),
        convolution(shape(2, 3, 5), 17, 3, 1),
        convolution(shape(3, 9, 2), 33, 3, 1),
        convolution(shape(1, 15, 16), 3, 3, 1),
        convolution(shape(7, 7, 2), 3, 3, 2),
        convolution(shape(8, 6, 3), 16, 3, 2),
        convolution(shape(1, 5, 4), 18, 3, 2),
        convolution(shape(2, 2, 1), 1, 3, 2),
        convolution(shape(4, 13, 17), 2, 3, 2),
        convolution(shape(3, 3, 4), 6, 1, 1),
        convolution(shape(1, 7, 16), 32, 1, 1),
        convolution(shape(5, 4, 3), 5, 1, 2),
        convolution(shape(1, 1, 2), 2, 1, 2));
  }

  private static ImageShape shape(int height, int width, int channels) {
    return new ImageShape(height, width, channels);
  }

  @ParameterizedTest
  @MethodSource("smallLayers")
  void gradientsMatchFiniteDifferences(LayerUnderTest layer, KernelChoice choice) {
    Kernels kernels = choice.kernels();
    Weights weights = layer.layout().weights(normal(layer.layout().size()));
    layer.derive(weights);
    float[] x = normal(layer.inputs());
    float[] dy = normal(layer.outputs());
    float[] gradient = new float[layer.layout().size()];
    Arrays.fill(gradient, BEFORE);
    float[] dx = layer.gradient(kernels, weights, x, dy, gradient);

    for (int i = 0; i < x.length; i++) {
      double expected = difference(x, i, () -> loss(layer, kernels, weights, x, dy));
      assertClose("the input's", i, dx[i], expected);
    }
    float[] values = weights.values();
    for (int i = 0; i < values.length; i++) {
      double expected =
          difference(
              values,
              i,
              () -> {
                layer.derive(weights);
                return loss(layer, kernels, weights, x, dy);
              });
      assertClose("the parameters'", i, gradient[i] - BEFORE, expected);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aGradientIsAddedToTheOneBefore(LayerUnderTest layer, KernelChoice choice) {
    Kernels kernels = choice.kernels();
    Weights weights = layer.layout().weights(normal(layer.layout().size()));
    layer.derive(weights);
    float[] x = normal(layer.inputs());
    float[] dy = normal(layer.outputs());
    float[] once = new float[layer.layout().size()];
    float[] dx = layer.gradient(kernels, weights, x, dy, once);
    float[] twice = once.clone();
    assertThat(layer.gradient(kernels, weights, x, dy, twice))
        .as("the input's gradient, which is not added up")
        .isEqualTo(dx);
    for (int i = 0; i < once.length; i++) {
      assertThat(twice[i]).isCloseTo(2 * once[i], within(1e-5f * (1 + Math.abs(once[i]))));
    }
  }

  private float[] normal(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double loss(
      LayerUnderTest layer, Kernels kernels, Weights weights, float[] x, float[] dy) {
    float[] y = layer.apply(kernels, weights, x);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += (double) y[i] * dy[i];
    }
    return sum;
  }

  private interface Loss {
    double value();
  }

  /**
   * The derivative with respect to one element, by the stencil of fourth order: {@code (f(-2h) - 8
   * f(-h) + 8 f(h) - f(2h)) / 12h}.
   */
  private static double difference(float[] values, int index, Loss loss) {
    float saved = values[index];
    double sum = 0;
    for (int[] point :
        List.of(new int[] {-2, 1}, new int[] {-1, -8}, new int[] {1, 8}, new int[] {2, -1})) {
      values[index] = saved + point[0] * STEP;
      sum += point[1] * loss.value();
    }
    values[index] = saved;
    return sum / (12 * STEP);
  }

  private static void assertClose(String whose, int index, float actual, double expected) {
    assertThat((double) actual)
        .as("%s gradient, element %d", whose, index)
        .isCloseTo(expected, within(1e-3 * (1 + Math.abs(expected))));
  }
}
