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
                outputs + gap));
      }
    }
    for (int inputs : new int[] {1, 7, 8, 9, 31, 96}) {
      for (int outputs : new int[] {1, 15, 16, 31, 32, 48, 64, 80, 96, 100}) {
        all.add(Contraction.linear(inputs, outputs));
      }
    }
    return all.stream();
  }

  private static int inputSize(Contraction c) {
    return (c.rows() - 1) * c.inRowStride()
        + (c.columns() - 1) * c.inPixelStride()
        + (c.taps() - 1) * c.tapStride()
        + c.depth();
  }

  private static int outputSize(Contraction c) {
    return (c.rows() - 1) * c.outRowStride() + (c.columns() - 1) * c.outPixelStride() + c.outputs();
  }

  @ParameterizedTest
  @MethodSource("contractions")
  void contractionsAgreeToTheBitAndWithTheirDefinition(Contraction c) {
    float[] in = values(3 + inputSize(c));
    float[] weights = values(c.taps() * c.depth() * c.outputs());
    float[] packed = new float[5 + c.packedSize()];
    c.pack(weights, 0, packed, 5);
    float[] bias = values(2 + c.outputs());
    float[] expected = guards(4 + outputSize(c) + 20);
    float[] actual = expected.clone();
    SCALAR.contract(c, in, 3, packed, 5, bias, 2, expected, 4);
    VECTOR.contract(c, in, 3, packed, 5, bias, 2, actual, 4);
    assertThat(actual).isEqualTo(expected);

    boolean[] covered = new boolean[expected.length];
    for (int y = 0; y < c.rows(); y++) {
      for (int x = 0; x < c.columns(); x++) {
        for (int n = 0; n < c.outputs(); n++) {
          double sum = bias[2 + n];
          for (int r = 0; r < c.taps(); r++) {
            for (int k = 0; k < c.depth(); k++) {
              int i = 3 + y * c.inRowStride() + x * c.inPixelStride() + r * c.tapStride() + k;
              sum += (double) in[i] * weights[(r * c.depth() + k) * c.outputs() + n];
            }
          }
          int o = 4 + y * c.outRowStride() + x * c.outPixelStride() + n;
          covered[o] = true;
          assertThat((double) expected[o]).isCloseTo(sum, within(1e-4));
        }
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
    SCALAR.weightGradient(c, in, 3, dOut, 4, expected, 6);
    VECTOR.weightGradient(c, in, 3, dOut, 4, actual, 6);
    assertThat(actual).isEqualTo(expected);
    for (int r = 0; r < c.taps(); r++) {
      for (int k = 0; k < c.depth(); k++) {
        for (int n = 0; n < c.outputs(); n++) {
          int g = 6 + (r * c.depth() + k) * c.outputs() + n;
          double sum = before[g];
          for (int y = 0; y < c.rows(); y++) {
            for (int x = 0; x < c.columns(); x++) {
              int i = 3 + y * c.inRowStride() + x * c.inPixelStride() + r * c.tapStride() + k;
              int o = 4 + y * c.outRowStride() + x * c.outPixelStride() + n;
              sum += (double) in[i] * dOut[o];
            }
          }
          assertThat((double) expected[g]).isCloseTo(sum, within(1e-4));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 8, 15, 16, 17, 31, 32, 48, 64})
  void channelwiseOperationsAgreeToTheBitAndWithTheirDefinitions(int channels) {
    int rows = 3;
    int columns = 5;
    int rowStride = (columns + 2) * channels;
    int offset = rowStride + channels;
    int size = (rows + 2) * rowStride;
    float[] a = values(size);
    float[] b = values(size);
    float[] center = values(channels);
    float[] scale = values(channels);
    float[] shift = values(channels);

    float[] sums = values(channels + 2);
    float[] vectorSums = sums.clone();
    float[] before = sums.clone();
    SCALAR.channelSums(a, offset, rows, columns, rowStride, channels, sums, 2);
    VECTOR.channelSums(a, offset, rows, columns, rowStride, channels, vectorSums, 2);
    assertThat(vectorSums).isEqualTo(sums);
    float[] squares = new float[channels];
    float[] vectorSquares = new float[channels];
    SCALAR.channelSquares(a, center, offset, rows, columns, rowStride, channels, squares);
    VECTOR.channelSquares(a, center, offset, rows, columns, rowStride, channels, vectorSquares);
    assertThat(vectorSquares).isEqualTo(squares);
    float[] products = new float[channels];
    float[] vectorProducts = new float[channels];
    SCALAR.channelProducts(a, b, center, offset, rows, columns, rowStride, channels, products);
    VECTOR.channelProducts(
        a, b, center, offset, rows, columns, rowStride, channels, vectorProducts);
    assertThat(vectorProducts).isEqualTo(products);
    float[] affine = guards(size);
    float[] vectorAffine = guards(size);
    SCALAR.channelAffine(a, scale, shift, offset, rows, columns, rowStride, channels, affine);
    VECTOR.channelAffine(a, scale, shift, offset, rows, columns, rowStride, channels, vectorAffine);
    assertThat(vectorAffine).isEqualTo(affine);
    float[] affine2 = guards(size);
    float[] vectorAffine2 = guards(size);
    SCALAR.channelAffine2(
        a, scale, b, center, shift, offset, rows, columns, rowStride, channels, affine2);
    VECTOR.channelAffine2(
        a, scale, b, center, shift, offset, rows, columns, rowStride, channels, vectorAffine2);
    assertThat(vectorAffine2).isEqualTo(affine2);

    for (int c = 0; c < channels; c++) {
      double sum = before[2 + c];
      double square = 0;
      double product = 0;
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          int i = offset + y * rowStride + x * channels + c;
          sum += a[i];
          square += Math.pow(a[i] - center[c], 2);
          product += a[i] * (b[i] - center[c]);
          assertThat(affine[i]).isCloseTo(a[i] * scale[c] + shift[c], within(1e-5f));
          assertThat(affine2[i])
              .isCloseTo(a[i] * scale[c] + b[i] * center[c] + shift[c], within(1e-5f));
        }
      }
      assertThat((double) sums[2 + c]).isCloseTo(sum, within(1e-4));
      assertThat((double) squares[c]).isCloseTo(square, within(1e-4));
      assertThat((double) products[c]).isCloseTo(product, within(1e-4));
    }
    assertThat(affine[0]).as("the border").isEqualTo(GUARD);
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
    SCALAR.add(x, sum, count);
    VECTOR.add(x, vectorSum, count);
    assertThat(vectorSum).isEqualTo(sum);
    assertThat(sum[count]).isEqualTo(d[count]);
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
