package dev.qudiffuse.nn.kernel;

import static dev.qudiffuse.nn.kernel.Contraction.PANEL;
import static dev.qudiffuse.nn.kernel.Winograd.PATCH;
import static dev.qudiffuse.nn.kernel.Winograd.PLACES;
import static dev.qudiffuse.nn.kernel.Winograd.PLACE_STRIDE;
import static dev.qudiffuse.nn.kernel.Winograd.TILE;

import java.util.Arrays;

/** The reference: each definition of {@link Kernels} as plain loops. */
final class ScalarKernels implements Kernels {

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public void contract(
      Contraction c,
      int images,
      float[] in,
      int inOffset,
      float[] packed,
      int packedOffset,
      float[] bias,
      int biasOffset,
      int biasStride,
      float[] out,
      int outOffset) {
    for (int m = 0; m < images; m++) {
      int b = biasOffset + m * biasStride;
      for (int y = 0; y < c.rows(); y++) {
        for (int x = 0; x < c.columns(); x++) {
          int a = inOffset + m * c.inImageStride() + y * c.inRowStride() + x * c.inPixelStride();
          int o =
              outOffset + m * c.outImageStride() + y * c.outRowStride() + x * c.outPixelStride();
          for (int n = 0; n < c.outputs(); n++) {
            int w = packedOffset + c.packedIndex(0, n);
            float sum = bias[b + n];
            for (int r = 0; r < c.taps(); r++) {
              int i = a + r * c.tapStride();
              for (int k = 0; k < c.depth(); k++) {
                sum = Math.fma(in[i + k], packed[w + k * PANEL], sum);
              }
              w += c.depth() * PANEL;
            }
            out[o + n] = sum;
          }
        }
      }
    }
  }

  @Override
  public void weightGradient(
      Contraction c,
      int images,
      float[] in,
      int inOffset,
      float[] dOut,
      int dOutOffset,
      float[] gradient,
      int gradientOffset) {
    for (int r = 0; r < c.taps(); r++) {
      for (int k = 0; k < c.depth(); k++) {
        for (int n = 0; n < c.outputs(); n++) {
          float sum = 0f;
          for (int m = 0; m < images; m++) {
            for (int y = 0; y < c.rows(); y++) {
              int i = m * c.inImageStride() + y * c.inRowStride() + r * c.tapStride() + k;
              int o = m * c.outImageStride() + y * c.outRowStride() + n;
              for (int x = 0; x < c.columns(); x++) {
                sum =
                    Math.fma(
                        in[inOffset + i + x * c.inPixelStride()],
                        dOut[dOutOffset + o + x * c.outPixelStride()],
                        sum);
              }
            }
          }
          gradient[gradientOffset + (r * c.depth() + k) * c.outputs() + n] += sum;
        }
      }
    }
  }

  @Override
  public void channelSums(Extents e, float[] values, int offset, float[] sums, int channel) {
    for (int y = 0; y < e.rows(); y++) {
      int i = offset + y * e.rowStride();
      for (int x = 0; x < e.columns(); x++) {
        for (int c = channel; c < channel + e.channels(); c++) {
          sums[c] += values[i++];
        }
      }
    }
  }

  @Override
  public void channelMoments(
      Extents e, float[] values, int offset, float[] sums, float[] squares, int channel) {
    Arrays.fill(sums, channel, channel + e.channels(), 0f);
    Arrays.fill(squares, channel, channel + e.channels(), 0f);
    for (int y = 0; y < e.rows(); y++) {
      int i = offset + y * e.rowStride();
      for (int x = 0; x < e.columns(); x++) {
        for (int c = 0; c < e.channels(); c++, i++) {
          float d = values[i] - values[offset + c];
          sums[channel + c] += d;
          squares[channel + c] = Math.fma(d, d, squares[channel + c]);
        }
      }
    }
  }

  @Override
  public void channelAffine(
      Extents e, float[] in, int offset, float[] scale, float[] shift, int channel, float[] out) {
    for (int y = 0; y < e.rows(); y++) {
      int i = offset + y * e.rowStride();
      for (int x = 0; x < e.columns(); x++) {
        for (int c = channel; c < channel + e.channels(); c++, i++) {
          out[i] = Math.fma(in[i], scale[c], shift[c]);
        }
      }
    }
  }

  @Override
  public void channelAffineSilu(
      Extents e, float[] in, int offset, float[] scale, float[] shift, int channel, float[] out) {
    for (int y = 0; y < e.rows(); y++) {
      int i = offset + y * e.rowStride();
      for (int x = 0; x < e.columns(); x++) {
        for (int c = channel; c < channel + e.channels(); c++, i++) {
          float n = Math.fma(in[i], scale[c], shift[c]);
          out[i] = n * Sigmoid.sigmoid(n);
        }
      }
    }
  }

  @Override
  public void channelGradientSums(
      Extents e,
      float[] in,
      float[] d,
      int offset,
      float[] mean,
      int channel,
      float[] sums,
      float[] products) {
    Arrays.fill(sums, channel, channel + e.channels(), 0f);
    Arrays.fill(products, channel, channel + e.channels(), 0f);
    for (int y = 0; y < e.rows(); y++) {
      int i = offset + y * e.rowStride();
      for (int x = 0; x < e.columns(); x++) {
        for (int c = channel; c < channel + e.channels(); c++, i++) {
          sums[c] += d[i];
          products[c] = Math.fma(d[i], in[i] - mean[c], products[c]);
        }
      }
    }
  }

  @Override
  public void channelSiluGradientSums(
      Extents e,
      float[] in,
      float[] dOut,
      int offset,
      float[] scale,
      float[] shift,
      float[] mean,
      int channel,
      float[] d,
      float[] sums,
      float[] products) {
    for (int y = 0; y < e.rows(); y++) {
      int i = offset + y * e.rowStride();
      for (int x = 0; x < e.columns(); x++) {
        for (int c = channel; c < channel + e.channels(); c++, i++) {
          d[i] = dOut[i] * siluSlope(Math.fma(in[i], scale[c], shift[c]));
        }
      }
    }
    channelGradientSums(e, in, d, offset, mean, channel, sums, products);
  }

  @Override
  public void channelAffine2(
      Extents e,
      float[] a,
      float[] scaleA,
      float[] b,
      float[] scaleB,
      float[] shift,
      int offset,
      int channel,
      float[] out) {
    for (int y = 0; y < e.rows(); y++) {
      int i = offset + y * e.rowStride();
      for (int x = 0; x < e.columns(); x++) {
        for (int c = channel; c < channel + e.channels(); c++, i++) {
          out[i] = Math.fma(a[i], scaleA[c], Math.fma(b[i], scaleB[c], shift[c]));
        }
      }
    }
  }

  @Override
  public void addChannelAffine2(
      Extents e,
      float[] a,
      float[] scaleA,
      float[] b,
      float[] scaleB,
      float[] shift,
      int offset,
      int channel,
      float[] sum) {
    for (int y = 0; y < e.rows(); y++) {
      int i = offset + y * e.rowStride();
      for (int x = 0; x < e.columns(); x++) {
        for (int c = channel; c < channel + e.channels(); c++, i++) {
          sum[i] += Math.fma(a[i], scaleA[c], Math.fma(b[i], scaleB[c], shift[c]));
        }
      }
    }
  }

  @Override
  public void silu(float[] x, float[] out, int count) {
    siluFrom(0, x, out, count);
  }

  static void siluFrom(int first, float[] x, float[] out, int count) {
    for (int i = first; i < count; i++) {
      out[i] = x[i] * Sigmoid.sigmoid(x[i]);
    }
  }

  @Override
  public void siluGradient(float[] x, float[] dOut, float[] dx, int count) {
    siluGradientFrom(0, x, dOut, dx, count);
  }

  static void siluGradientFrom(int first, float[] x, float[] dOut, float[] dx, int count) {
    for (int i = first; i < count; i++) {
      dx[i] = dOut[i] * siluSlope(x[i]);
    }
  }

  private static float siluSlope(float x) {
    float s = Sigmoid.sigmoid(x);
    return s * Math.fma(x, 1f - s, 1f);
  }

  @Override
  public void add(float[] source, float[] target, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      target[i] += source[i];
    }
  }

  @Override
  public void winogradInput(
      Winograd w, float[] x, int channels, int first, int tiles, float[] scratch, float[] out) {
    for (int t = 0; t < tiles; t++) {
      for (int c = 0; c < channels; c++) {
        int from = w.patch(first + t, channels) + c;
        int to = Winograd.place(0) + t * channels + c;
        for (int n = 0; n < PATCH; n++) {
          input(x, from + n * channels, w.rowStride(channels), scratch, n, PATCH);
        }
        for (int n = 0; n < PATCH; n++) {
          input(scratch, n * PATCH, 1, out, n * PATCH * PLACE_STRIDE + to, PLACE_STRIDE);
        }
      }
    }
  }

  /** {@code B^T d} for six numbers. */
  private static void input(float[] d, int from, int step, float[] out, int to, int outStep) {
    float d0 = d[from];
    float d1 = d[from + step];
    float d2 = d[from + 2 * step];
    float d3 = d[from + 3 * step];
    float d4 = d[from + 4 * step];
    float d5 = d[from + 5 * step];
    float a = Math.fma(-4f, d2, d4);
    float b = Math.fma(-4f, d1, d3);
    float e = d4 - d2;
    float f = d3 - d1;
    out[to] = Math.fma(4f, d0, Math.fma(-5f, d2, d4));
    out[to + outStep] = a + b;
    out[to + 2 * outStep] = a - b;
    out[to + 3 * outStep] = Math.fma(2f, f, e);
    out[to + 4 * outStep] = Math.fma(-2f, f, e);
    out[to + 5 * outStep] = Math.fma(4f, d1, Math.fma(-5f, d3, d5));
  }

  @Override
  public void winogradOutput(
      Winograd w,
      float[] m,
      int channels,
      int first,
      int tiles,
      float[] bias,
      int biasOffset,
      int biasStride,
      float[] scratch,
      float[] y) {
    int rowStride = w.rowStride(channels);
    for (int t = 0; t < tiles; t++) {
      int b = biasOffset + (first + t) / w.tiles() * biasStride;
      for (int c = 0; c < channels; c++) {
        int from = Winograd.place(0) + t * channels + c;
        int to = w.patch(first + t, channels) + rowStride + channels + c;
        for (int n = 0; n < PATCH; n++) {
          output(m, from + n * PLACE_STRIDE, PATCH * PLACE_STRIDE, 0f, scratch, n, PATCH);
        }
        for (int n = 0; n < TILE; n++) {
          output(scratch, n * PATCH, 1, bias[b + c], y, to + n * rowStride, channels);
        }
      }
    }
  }

  /** {@code A^T m} for six numbers, plus a bias. */
  private static void output(
      float[] m, int from, int step, float bias, float[] out, int to, int outStep) {
    float m0 = m[from];
    float m5 = m[from + 5 * step];
    float s = m[from + step] + m[from + 2 * step];
    float d = m[from + step] - m[from + 2 * step];
    float p = m[from + 3 * step] + m[from + 4 * step];
    float q = m[from + 3 * step] - m[from + 4 * step];
    out[to] = ((m0 + s) + p) + bias;
    out[to + outStep] = Math.fma(2f, q, d) + bias;
    out[to + 2 * outStep] = Math.fma(4f, p, s) + bias;
    out[to + 3 * outStep] = (Math.fma(8f, q, d) + m5) + bias;
  }

  @Override
  public void winogradOutputGradient(
      Winograd w, float[] dy, int channels, int first, int tiles, float[] scratch, float[] out) {
    int rowStride = w.rowStride(channels);
    for (int t = 0; t < tiles; t++) {
      int above = w.overlapAbove(first + t);
      int left = w.overlapLeft(first + t);
      for (int c = 0; c < channels; c++) {
        int from = w.patch(first + t, channels) + rowStride + channels + c;
        int to = Winograd.place(0) + t * channels + c;
        for (int n = 0; n < TILE; n++) {
          int skip = n < left ? TILE : above;
          outputGradient(dy, from + n * channels, rowStride, skip, scratch, n, PATCH);
        }
        for (int n = 0; n < PATCH; n++) {
          outputGradient(
              scratch, n * PATCH, 1, 0, out, n * PATCH * PLACE_STRIDE + to, PLACE_STRIDE);
        }
      }
    }
  }

  /** {@code A d} for four numbers, of which the first {@code skip} count as zero. */
  private static void outputGradient(
      float[] d, int from, int step, int skip, float[] out, int to, int outStep) {
    float d0 = skip > 0 ? 0f : d[from];
    float d1 = skip > 1 ? 0f : d[from + step];
    float d2 = skip > 2 ? 0f : d[from + 2 * step];
    float d3 = skip > 3 ? 0f : d[from + 3 * step];
    float even = d0 + d2;
    float odd = d1 + d3;
    float evenFar = Math.fma(4f, d2, d0);
    float oddFar = Math.fma(8f, d3, 2f * d1);
    out[to] = d0;
    out[to + outStep] = even + odd;
    out[to + 2 * outStep] = even - odd;
    out[to + 3 * outStep] = evenFar + oddFar;
    out[to + 4 * outStep] = evenFar - oddFar;
    out[to + 5 * outStep] = d3;
  }

  @Override
  public void winogradWeightGradient(
      float[] du, int pairs, float[] scratch, float[] gradient, int offset) {
    winogradWeightGradientFrom(0, du, pairs, scratch, gradient, offset);
  }

  static void winogradWeightGradientFrom(
      int first, float[] du, int pairs, float[] scratch, float[] gradient, int offset) {
    int place = Winograd.pairStride(pairs);
    for (int i = first; i < pairs; i++) {
      for (int n = 0; n < PATCH; n++) {
        weightGradient(du, Winograd.weightPlace(n, pairs) + i, PATCH * place, scratch, n, PATCH);
      }
      for (int r = 0; r < 3; r++) {
        weightGradient(scratch, r * PATCH, 1, scratch, PLACES, 1);
        for (int n = 0; n < 3; n++) {
          gradient[offset + (3 * r + n) * pairs + i] += scratch[PLACES + n];
        }
      }
    }
  }

  /** {@code G^T d} for six numbers. */
  private static void weightGradient(
      float[] d, int from, int step, float[] out, int to, int outStep) {
    float s = d[from + step] + d[from + 2 * step];
    float t = d[from + 2 * step] - d[from + step];
    float p = d[from + 3 * step] + d[from + 4 * step];
    float q = d[from + 3 * step] - d[from + 4 * step];
    float d0 = d[from] * 0.25f;
    float d5 = d[from + 5 * step];
    out[to] = Math.fma(1f / 24, p, Math.fma(-1f / 6, s, d0));
    out[to + outStep] = Math.fma(1f / 12, q, t * (1f / 6));
    out[to + 2 * outStep] = Math.fma(1f / 6, p, Math.fma(-1f / 6, s, d5));
  }
}
