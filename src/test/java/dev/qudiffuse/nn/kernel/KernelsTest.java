package dev.qudiffuse.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kernels give the same bits over awkward sizes, and the reference computes what it says. */
class KernelsTest {

  private static final Kernels SCALAR = new ScalarKernels();
  private static final Kernels VECTOR = new VectorKernels();
  private static final float GUARD = 12345.5f;

  private final RandomGenerator random = new Well19937c(5);

  private float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] guards(int count) {
    float[] values = new float[count];
    Arrays.fill(values, GUARD);
    return values;
  }

  /**
   * Widths around every tile, channel counts around every vector and panel, both strides, both
   * kernel sizes.
   */
  static Stream<Contraction> contractions() {
    List<Contraction> all = new ArrayList<>();
    for (int columns : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 15, 28}) {
      for (int outputs : new int[] {1, 3, 4, 15, 16, 17, 32, 33, 48, 64, 80}) {
        int channels = 1 + (columns + outputs) % 7;
        int stride = 1 + (columns + outputs) % 2;
        int size = outputs % 3 == 0 ? 1 : 3;
        int rowStride = (stride * columns + 2) * channels;
        int gap = columns % 3;
        all.add(
            new Contraction(
                2,
                columns,
                size,
                size * channels,
                outputs,
                stride * rowStride,
                stride * channels,
                rowStride,
                columns * (outputs + gap) + 5,
                outputs + gap,
                2 * stride * rowStride + 3 * rowStride,
                2 * (columns * (outputs + gap) + 5) + 1));
      }
    }
    for (int inputs : new int[] {1, 7, 8, 9, 31, 96}) {
      for (int outputs : new int[] {1, 15, 16, 31, 32, 48, 64, 80, 96, 100}) {
        all.add(Contraction.linear(inputs, outputs));
      }
    }
    for (int columns : new int[] {1, 3, 4, 6, 7, 9, 14, 20}) {
      for (int outputs : new int[] {15, 16, 32, 33, 48, 64, 80, 96, 112}) {
        all.add(product(columns, 2 + (columns + outputs) % 17, outputs, columns % 3));
      }
    }
    return all.stream();
  }

  /** Images without gaps between rows and among them, but perhaps between pixels. */
  private static Contraction product(int columns, int depth, int outputs, int gap) {
    int in = depth + gap;
    int out = outputs + gap;
    return new Contraction(
        2,
        columns,
        1,
        depth,
        outputs,
        columns * in,
        in,
        0,
        columns * out,
        out,
        2 * columns * in,
        2 * columns * out);
  }

  private static final int IMAGES = 2;

  private static int inputSize(Contraction c) {
    return (IMAGES - 1) * c.inImageStride()
        + (c.rows() - 1) * c.inRowStride()
        + (c.columns() - 1) * c.inPixelStride()
        + (c.taps() - 1) * c.tapStride()
        + c.depth();
  }

  private static int outputSize(Contraction c) {
    return (IMAGES - 1) * c.outImageStride()
        + (c.rows() - 1) * c.outRowStride()
        + (c.columns() - 1) * c.outPixelStride()
        + c.outputs();
  }

  /** Where the inputs of a pixel begin, counted over all images. */
  private static int input(Contraction c, int p) {
    int y = p % c.pixels() / c.columns();
    int x = p % c.columns();
    return p / c.pixels() * c.inImageStride() + y * c.inRowStride() + x * c.inPixelStride();
  }

  private static int output(Contraction c, int p) {
    int y = p % c.pixels() / c.columns();
    int x = p % c.columns();
    return p / c.pixels() * c.outImageStride() + y * c.outRowStride() + x * c.outPixelStride();
  }

  @ParameterizedTest
  @MethodSource("contractions")
  void contractionsAgreeToTheBitAndWithTheirDefinition(Contraction c) {
    float[] in = values(3 + inputSize(c));
    float[] weights = values(c.taps() * c.depth() * c.outputs());
    float[] packed = new float[5 + c.packedSize()];
    c.pack(weights, 0, packed, 5);
    int biasStride = c.outputs() % 2 == 0 ? 0 : c.outputs() + 1;
    float[] bias = values(2 + biasStride + c.outputs());
    float[] expected = guards(4 + outputSize(c) + 20);
    float[] actual = expected.clone();
    SCALAR.contract(c, IMAGES, in, 3, packed, 5, bias, 2, biasStride, expected, 4);
    VECTOR.contract(c, IMAGES, in, 3, packed, 5, bias, 2, biasStride, actual, 4);
    assertThat(actual).isEqualTo(expected);

    boolean[] covered = new boolean[expected.length];
    for (int p = 0; p < IMAGES * c.pixels(); p++) {
      for (int n = 0; n < c.outputs(); n++) {
        double sum = bias[2 + p / c.pixels() * biasStride + n];
        for (int r = 0; r < c.taps(); r++) {
          for (int k = 0; k < c.depth(); k++) {
            int i = 3 + input(c, p) + r * c.tapStride() + k;
            sum += (double) in[i] * weights[(r * c.depth() + k) * c.outputs() + n];
          }
        }
        int o = 4 + output(c, p) + n;
        covered[o] = true;
        assertThat((double) expected[o]).isCloseTo(sum, within(1e-4));
      }
    }
    for (int i = 0; i < covered.length; i++) {
      if (!covered[i]) {
        assertThat(expected[i]).as("element %d outside the output", i).isEqualTo(GUARD);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("contractions")
  void weightGradientsAgreeToTheBitAndWithTheirDefinition(Contraction c) {
    float[] in = values(3 + inputSize(c));
    float[] dOut = values(4 + outputSize(c));
    float[] expected = values(6 + c.taps() * c.depth() * c.outputs() + 3);
    float[] before = expected.clone();
    float[] actual = expected.clone();
    SCALAR.weightGradient(c, IMAGES, in, 3, dOut, 4, expected, 6);
    VECTOR.weightGradient(c, IMAGES, in, 3, dOut, 4, actual, 6);
    assertThat(actual).isEqualTo(expected);
    for (int r = 0; r < c.taps(); r++) {
      for (int k = 0; k < c.depth(); k++) {
        for (int n = 0; n < c.outputs(); n++) {
          int g = 6 + (r * c.depth() + k) * c.outputs() + n;
          double sum = before[g];
          for (int p = 0; p < IMAGES * c.pixels(); p++) {
            int i = 3 + input(c, p) + r * c.tapStride() + k;
            sum += (double) in[i] * dOut[4 + output(c, p) + n];
          }
          assertThat((double) expected[g]).isCloseTo(sum, within(1e-4));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 8, 15, 16, 17, 31, 32, 48, 64})
  void channelwiseOperationsAgreeToTheBitAndWithTheirDefinitions(int channels) {
    Extents e = new Extents(3, 5, 7 * channels, channels);
    int offset = e.rowStride() + channels;
    int size = 5 * e.rowStride();
    float[] a = values(size);
    float[] b = values(size);
    float[] mean = values(channels + 2);
    float[] scale = values(channels + 2);
    float[] shift = values(channels + 2);

    float[] before = values(channels + 2);
    float[] sums = both(before, (k, out) -> k.channelSums(e, a, offset, out, 2));
    float[] first = moments(e, a, offset, true);
    float[] second = moments(e, a, offset, false);
    float[] plain = gradientSums(e, a, b, offset, mean, true);
    float[] products = gradientSums(e, a, b, offset, mean, false);
    float[] guards = guards(size);
    float[] affine = both(guards, (k, out) -> k.channelAffine(e, a, offset, scale, shift, 2, out));
    float[] silu =
        both(guards, (k, out) -> k.channelAffineSilu(e, a, offset, scale, shift, 2, out));
    float[] affine2 =
        both(guards, (k, out) -> k.channelAffine2(e, a, scale, b, mean, shift, offset, 2, out));
    float[] added =
        both(guards, (k, out) -> k.addChannelAffine2(e, a, scale, b, mean, shift, offset, 2, out));
    float[] siluSums = guards(channels + 2);
    float[] siluProducts = guards(channels + 2);
    float[] gradient =
        both(
            guards,
            (k, out) ->
                k.channelSiluGradientSums(
                    e, a, b, offset, scale, shift, mean, 2, out, siluSums, siluProducts));
    float[] ofScalar = siluSums.clone();
    SCALAR.channelSiluGradientSums(
        e, a, b, offset, scale, shift, mean, 2, guards.clone(), ofScalar, siluProducts.clone());
    assertThat(siluSums).isEqualTo(ofScalar);

    for (int c = 0; c < channels; c++) {
      double sum = before[2 + c];
      double[] expected = new double[6];
      for (int p = 0; p < 15; p++) {
        int i = offset + p / 5 * e.rowStride() + p % 5 * channels + c;
        double n = (double) a[i] * scale[2 + c] + shift[2 + c];
        double sigmoid = 1 / (1 + FastMath.exp(-n));
        double d = b[i] * sigmoid * (1 + n * (1 - sigmoid));
        double fromFirst = (double) a[i] - a[offset + c];
        double fromMean = (double) a[i] - mean[2 + c];
        sum += a[i];
        expected[0] += fromFirst;
        expected[1] += fromFirst * fromFirst;
        expected[2] += b[i];
        expected[3] += b[i] * fromMean;
        expected[4] += d;
        expected[5] += d * fromMean;
        assertThat((double) affine[i]).isCloseTo(n, within(1e-5));
        assertThat((double) silu[i]).isCloseTo(n * sigmoid, within(1e-5));
        assertThat((double) gradient[i]).isCloseTo(d, within(1e-5));
        assertThat((double) affine2[i]).isCloseTo(n + b[i] * mean[2 + c], within(1e-5));
        assertThat(added[i]).isEqualTo(GUARD + affine2[i]);
      }
      assertThat((double) sums[2 + c]).isCloseTo(sum, within(1e-4));
      assertThat((double) first[2 + c]).isCloseTo(expected[0], within(1e-4));
      assertThat((double) second[2 + c]).isCloseTo(expected[1], within(1e-4));
      assertThat((double) plain[2 + c]).isCloseTo(expected[2], within(1e-4));
      assertThat((double) products[2 + c]).isCloseTo(expected[3], within(1e-4));
      assertThat((double) siluSums[2 + c]).isCloseTo(expected[4], within(1e-4));
      assertThat((double) siluProducts[2 + c]).isCloseTo(expected[5], within(1e-4));
    }
    for (float[] image : List.of(affine, silu, affine2, added, gradient)) {
      assertThat(image[0]).as("the border").isEqualTo(GUARD);
      assertThat(image[offset - 1]).as("the border").isEqualTo(GUARD);
    }
  }

  /** What an operation writes into an array. */
  private interface Operation {
    void run(Kernels kernels, float[] out);
  }

  /** What both kernels make of {@code before}, which is the same. */
  private static float[] both(float[] before, Operation operation) {
    float[] expected = before.clone();
    float[] actual = before.clone();
    operation.run(SCALAR, expected);
    operation.run(VECTOR, actual);
    assertThat(actual).isEqualTo(expected);
    return actual;
  }

  private static float[] moments(Extents e, float[] a, int offset, boolean first) {
    float[] guards = guards(e.channels() + 2);
    return both(
        guards,
        (k, out) ->
            k.channelMoments(
                e, a, offset, first ? out : guards.clone(), first ? guards.clone() : out, 2));
  }

  private static float[] gradientSums(
      Extents e, float[] a, float[] b, int offset, float[] mean, boolean sums) {
    float[] guards = guards(e.channels() + 2);
    return both(
        guards,
        (k, out) ->
            k.channelGradientSums(
                e,
                a,
                b,
                offset,
                mean,
                2,
                sums ? out : guards.clone(),
                sums ? guards.clone() : out));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 7, 8, 15, 16, 17, 33, 1000})
  void elementwiseOperationsAgreeToTheBit(int count) {
    float[] x = values(count + 2);
    for (int i = 0; i < count; i++) {
      x[i] *= i % 5 == 0 ? 100 : 3;
    }
    float[] d = values(count + 2);
    float[] expected = guards(count + 2);
    float[] actual = guards(count + 2);
    SCALAR.silu(x, expected, count);
    VECTOR.silu(x, actual, count);
    assertThat(actual).isEqualTo(expected);
    assertThat(actual[count]).isEqualTo(GUARD);
    SCALAR.siluGradient(x, d, expected, count);
    VECTOR.siluGradient(x, d, actual, count);
    assertThat(actual).isEqualTo(expected);
    float[] sum = d.clone();
    float[] vectorSum = d.clone();
    SCALAR.add(x, sum, 1, count);
    VECTOR.add(x, vectorSum, 1, count);
    assertThat(vectorSum).isEqualTo(sum);
    assertThat(sum[0]).isEqualTo(d[0]);
    assertThat(sum[count + 1]).isEqualTo(d[count + 1]);
    for (int i = 1; i <= count; i++) {
      assertThat(sum[i]).isEqualTo(d[i] + x[i]);
    }
  }

  @Test
  void exponentialIsWithinTwoUnitsInTheLastPlace() {
    double worst = 0;
    for (float x = -80; x < 80; x += 0.00037f) {
      double exact = FastMath.exp(x);
      worst = Math.max(worst, Math.abs(Sigmoid.exp(x) - exact) / exact);
    }
    assertThat(worst).isLessThan(2 * Math.ulp(1f));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NEGATIVE_INFINITY, -1e30f, -100, -0f, 0, 100, 1e30f})
  void sigmoidSaturatesWithoutOverflow(float x) {
    float sigmoid = Sigmoid.sigmoid(x);
    assertThat(sigmoid).isBetween(0f, 1f);
    assertThat(sigmoid).isCloseTo(x < 0 ? 0f : x > 0 ? 1f : 0.5f, within(1e-30f));
  }

  @Test
  void notANumberStaysNotANumber() {
    float[] x = guards(16);
    x[3] = Float.NaN;
    float[] out = new float[16];
    VECTOR.silu(x, out, 16);
    assertThat(out[3]).isNaN();
    assertThat(out[2]).isNotNaN();
    SCALAR.silu(x, out, 16);
    assertThat(out[3]).isNaN();
  }
}
