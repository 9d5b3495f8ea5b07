package dev.qudiffuse.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.Golden;
import dev.qudiffuse.Golden.Tensor;
import dev.qudiffuse.nn.kernel.KernelChoice;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Every layer against PyTorch in float64: outputs, and the gradients of inputs and parameters.
 *
 * <p>The reference holds batches of channels-first images; here its images are taken one by one,
 * and the gradients of the parameters added up.
 */
class GoldenLayersTest {

  private static final JsonNode GOLDEN = Golden.read("nn.json");
  private static final float TOLERANCE = 1e-5f;

  @ParameterizedTest
  @CsvSource({
    "conv3x3_stride1_pad1, 3, 1, SCALAR",
    "conv3x3_stride1_pad1, 3, 1, VECTOR",
    "conv3x3_stride2_pad1, 3, 2, SCALAR",
    "conv3x3_stride2_pad1, 3, 2, VECTOR",
    "conv3x3_stride2_pad1_odd, 3, 2, SCALAR",
    "conv3x3_stride2_pad1_odd, 3, 2, VECTOR",
    "conv1x1, 1, 1, SCALAR",
    "conv1x1, 1, 1, VECTOR",
  })
  void convolution(String name, int size, int stride, KernelChoice choice) {
    JsonNode golden = GOLDEN.get(name);
    int outChannels = input(golden, "w").extent(0);
    new Comparison(
            golden,
            LayerUnderTest.convolution(shape(golden), outChannels, size, stride),
            choice.kernels())
        .parameter("w", "weight", GoldenLayersTest::outputsLast)
        .parameter("b", "bias", Tensor::floats)
        .run();
  }

  @ParameterizedTest
  @EnumSource
  void groupNorm(KernelChoice choice) {
    JsonNode golden = GOLDEN.get("group_norm");
    assertThat(golden.get("eps").asDouble()).isEqualTo(1e-5);
    new Comparison(
            golden,
            LayerUnderTest.groupNorm(shape(golden), golden.get("groups").asInt(), Activation.NONE),
            choice.kernels())
        .parameter("w", "scale", Tensor::floats)
        .parameter("b", "shift", Tensor::floats)
        .run();
  }

  @ParameterizedTest
  @EnumSource
  void linear(KernelChoice choice) {
    JsonNode golden = GOLDEN.get("linear");
    Tensor weight = input(golden, "w");
    new Comparison(
            golden, LayerUnderTest.linear(weight.extent(1), weight.extent(0)), choice.kernels())
        .parameter("w", "weight", GoldenLayersTest::outputsLast)
        .parameter("b", "bias", Tensor::floats)
        .run();
  }

  @ParameterizedTest
  @EnumSource
  void silu(KernelChoice choice) {
    JsonNode golden = GOLDEN.get("silu");
    int count = input(golden, "x").extent(1);
    new Comparison(golden, LayerUnderTest.silu(new ImageShape(1, 1, count)), choice.kernels())
        .run();
  }

  @ParameterizedTest
  @EnumSource
  void upsampling(KernelChoice choice) {
    JsonNode golden = GOLDEN.get("upsample_nearest_2x");
    new Comparison(golden, LayerUnderTest.upsampling(shape(golden)), choice.kernels()).run();
  }

  @ParameterizedTest
  @EnumSource
  void averagePooling(KernelChoice choice) {
    JsonNode golden = GOLDEN.get("avg_pool_2x2");
    new Comparison(golden, LayerUnderTest.averagePooling(shape(golden)), choice.kernels()).run();
  }

  /** A layer beside the reference's record of it. */
  private static final class Comparison {
    private final JsonNode golden;
    private final LayerUnderTest layer;
    private final Kernels kernels;
    private final Weights weights;
    private final Map<Parameter, float[]> parameterGradients = new LinkedHashMap<>();

    Comparison(JsonNode golden, LayerUnderTest layer, Kernels kernels) {
      this.golden = golden;
      this.layer = layer;
      this.kernels = kernels;
      this.weights = layer.layout().zeros();
    }

    /** Sets a parameter to the reference's, both brought into one order by {@code reorder}. */
    Comparison parameter(String theirs, String ours, Reordering reorder) {
      Parameter parameter =
          layer.layout().parameters().stream()
              .filter(p -> p.name().equals(LayerUnderTest.NAME + "." + ours))
              .findFirst()
              .orElseThrow();
      float[] values = reorder.apply(input(golden, theirs));
      assertThat(values).hasSize(parameter.size());
      System.arraycopy(values, 0, weights.values(), parameter.offset(), values.length);
      parameterGradients.put(parameter, reorder.apply(gradient(golden, theirs)));
      return this;
    }

    void run() {
      assertThat(parameterGradients.keySet()).containsAll(layer.layout().parameters());
      layer.derive(weights);
      Tensor x = input(golden, "x");
      Tensor y = Golden.tensor(golden.get("y"));
      Tensor dy = Golden.tensor(golden.get("dy"));
      Tensor dx = gradient(golden, "x");
      float[] gradient = new float[layer.layout().size()];
      for (int n = 0; n < x.extent(0); n++) {
        float[] image = example(x, n);
        assertClose("y", layer.apply(kernels, weights, image), example(y, n));
        float[] dImage = layer.gradient(kernels, weights, image, example(dy, n), gradient);
        assertClose("dx", dImage, example(dx, n));
      }
      parameterGradients.forEach(
          (parameter, expected) -> {
            int from = parameter.offset();
            float[] actual = Arrays.copyOfRange(gradient, from, from + parameter.size());
            assertClose("gradient of " + parameter.name(), actual, expected);
          });
    }
  }

  /** Brings the reference's numbers into our order. */
  private interface Reordering {
    float[] apply(Tensor tensor);
  }

  private static Tensor input(JsonNode golden, String name) {
    return Golden.tensor(golden.get("inputs").get(name));
  }

  private static Tensor gradient(JsonNode golden, String name) {
    return Golden.tensor(golden.get("gradients").get(name));
  }

  private static ImageShape shape(JsonNode golden) {
    Tensor x = input(golden, "x");
    return new ImageShape(x.extent(2), x.extent(3), x.extent(1));
  }

  /** One example of a batch: a row, or an image whose channels go from first to last. */
  private static float[] example(Tensor batch, int n) {
    int size = batch.data().length / batch.extent(0);
    float[] values = Arrays.copyOfRange(batch.floats(), n * size, (n + 1) * size);
    int channels = batch.extent(1);
    return transposed(values, channels, size / channels);
  }

  /** {@code [out, in, rows, columns]} to {@code [rows, columns, in, out]}. */
  private static float[] outputsLast(Tensor weight) {
    int outputs = weight.extent(0);
    int inputs = weight.extent(1);
    int kernel = weight.data().length / (outputs * inputs);
    float[] outputsLast = transposed(weight.floats(), outputs, inputs * kernel);
    return swapOuter(outputsLast, inputs, kernel, outputs);
  }

  /** {@code [rows, columns]} to {@code [columns, rows]}. */
  private static float[] transposed(float[] values, int rows, int columns) {
    return swapOuter(values, rows, columns, 1);
  }

  /** {@code [a, b, inner]} to {@code [b, a, inner]}. */
  private static float[] swapOuter(float[] values, int a, int b, int inner) {
    float[] swapped = new float[values.length];
    for (int i = 0; i < a; i++) {
      for (int j = 0; j < b; j++) {
        System.arraycopy(values, (i * b + j) * inner, swapped, (j * a + i) * inner, inner);
      }
    }
    return swapped;
  }

  private static void assertClose(String what, float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("%s, element %d", what, i)
          .isCloseTo(expected[i], within(TOLERANCE * (1 + Math.abs(expected[i]))));
    }
  }
}
