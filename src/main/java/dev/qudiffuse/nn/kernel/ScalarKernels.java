package dev.qudiffuse.nn.kernel;

import static dev.qudiffuse.nn.kernel.Contraction.PANEL;
import static dev.qudiffuse.nn.kernel.Winograd.PATCH;
import static dev.qudiffuse.nn.kernel.Winograd.PLACES;
import static dev.qudiffuse.nn.kernel.Winograd.TILE;

/** The reference: each definition of {@link Kernels} as plain loops. */
final class ScalarKernels implements Kernels {

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public void contract(
      Contraction c,
      float[] in,
      int inOffset,
      float[] packed,
      int packedOffset,
      float[] bias,
      int biasOffset,
      float[] out,
      int outOffset) {
    for (int y = 0; y < c.rows(); y++) {
      for (int x = 0; x < c.columns(); x++) {
        int a = inOffset + y * c.inRowStride() + x * c.inPixelStride();
        int o = outOffset + y * c.outRowStride() + x * c.outPixelStride();
        for (int n = 0; n < c.outputs(); n++) {
          int w = packedOffset + c.packedIndex(0, n);
          float sum = bias[biasOffset + n];
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

  @Override
  public void weightGradient(
      Contraction c,
      float[] in,
      int inOffset,
      float[] dOut,
      int dOutOffset,
      float[] gradient,
      int gradientOffset) {
    weightGradientFrom(0, c, in, inOffset, dOut, dOutOffset, gradient, gradientOffset);
  }

  static void weightGradientFrom(
      int firstOutput,
      Contraction c,
      float[] in,
      int inOffset,
      float[] dOut,
      int dOutOffset,
      float[] gradient,
      int gradientOffset) {
    for (int r = 0; r < c.taps(); r++) {
      for (int k = 0; k < c.depth(); k++) {
        for (int n = firstOutput; n < c.outputs(); n++) {
          float sum = 0f;
          for (int y = 0; y < c.rows(); y++) {
            int i = inOffset + y * c.inRowStride() + r * c.tapStride() + k;
            int o = dOutOffset + y * c.outRowStride() + n;
            for (int x = 0; x < c.columns(); x++) {
              sum = Math.fma(in[i + x * c.inPixelStride()], dOut[o + x * c.outPixelStride()], sum);
            }
          }
          gradient[gradientOffset + (r * c.depth() + k) * c.outputs() + n] += sum;
        }
      }
    }
  }

  @Override
  public void channelSums(
      float[] values,
      int offset,
      int rows,
      int columns,
      int rowStride,
      int channels,
      float[] sums,
      int sumsOffset) {
    for (int y = 0; y < rows; y++) {
      int i = offset + y * rowStride;
      for (int x = 0; x < columns; x++) {
        for (int c = 0; c < channels; c++) {
          sums[sumsOffset + c] += values[i++];
        }
      }
    }
  }

  @Override
  public void channelProducts(
      float[] a,
      float[] b,
      float[] center,
      int offset,
      int rows,
      int columns,
      int rowStride,
      int channels,
      float[] sums) {
    for (int y = 0; y < rows; y++) {
      int i = offset + y * rowStride;
      for (int x = 0; x < columns; x++) {
        for (int c = 0; c < channels; c++, i++) {
          sums[c] = Math.fma(a[i], b[i] - center[c], sums[c]);
        }
      }
    }
  }

  @Override
  public void channelSquares(
      float[] values,
      float[] center,
      int offset,
      int rows,
      int columns,
      int rowStride,
      int channels,
      float[] sums) {
    for (int y = 0; y < rows; y++) {
      int i = offset + y * rowStride;
      for (int x = 0; x < columns; x++) {
        for (int c = 0; c < channels; c++, i++) {
          float d = values[i] - center[c];
          sums[c] = Math.fma(d, d, sums[c]);
        }
      }
    }
  }

  @Override
  public void channelAffine(
      float[] in,
      float[] scale,
      float[] shift,
      int offset,
      int rows,
      int columns,
      int rowStride,
      int channels,
      float[] out) {
    for (int y = 0; y < rows; y++) {
      int i = offset + y * rowStride;
      for (int x = 0; x < columns; x++) {
        for (int c = 0; c < channels; c++, i++) {
          out[i] = Math.fma(in[i], scale[c], shift[c]);
        }
      }
    }
  }

  @Override
  public void channelAffine2(
      float[] a,
      float[] scaleA,
      float[] b,
      float[] scaleB,
      float[] shift,
      int offset,
      int rows,
      int columns,
      int rowStride,
      int channels,
      float[] out) {
    for (int y = 0; y < rows; y++) {
      int i = offset + y * rowStride;
      for (int x = 0; x < columns; x++) {
        for (int c = 0; c < channels; c++, i++) {
          out[i] = Math.fma(a[i], scaleA[c], Math.fma(b[i], scaleB[c], shift[c]));
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
      float s = Sigmoid.sigmoid(x[i]);
      dx[i] = dOut[i] * (s * Math.fma(x[i], 1f - s, 1f));
    }
  }

  @Override
  public void add(float[] source, float[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] += source[i];
    }
  }

  @Override
  public void winogradInput(
      Winograd w, float[] x, int rowStride, int channels, float[] scratch, float[] out) {
    for (int i = 0; i < w.rows(); i++) {
      for (int j = 0; j < w.across(); j++) {
        int from = w.top(i) * rowStride + w.left(j) * channels;
        int to = (i * w.across() + j) * channels;
        for (int c = 0; c < channels; c++) {
          for (int n = 0; n < PATCH; n++) {
            input(x, from + n * channels + c, rowStride, scratch, n, PATCH);
          }
          for (int n = 0; n < PATCH; n++) {
            int place = w.tiles() * channels;
            input(scratch, n * PATCH, 1, out, n * PATCH * place + to + c, place);
          }
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
      float[] bias,
      int biasOffset,
      float[] scratch,
      float[] y,
      int rowStride,
      int channels) {
    int place = w.tiles() * channels;
    for (int i = 0; i < w.rows(); i++) {
      for (int j = 0; j < w.across(); j++) {
        int from = (i * w.across() + j) * channels;
        int to = (w.top(i) + 1) * rowStride + (w.left(j) + 1) * channels;
        for (int c = 0; c < channels; c++) {
          for (int n = 0; n < PATCH; n++) {
            output(m, from + c + n * place, PATCH * place, 0f, scratch, n, PATCH);
          }
          for (int n = 0; n < TILE; n++) {
            output(
                scratch, n * PATCH, 1, bias[biasOffset + c], y, to + n * rowStride + c, channels);
          }
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
      Winograd w, float[] dy, int rowStride, int channels, float[] scratch, float[] out) {
    int place = w.tiles() * channels;
    for (int i = 0; i < w.rows(); i++) {
      for (int j = 0; j < w.across(); j++) {
        int from = (w.top(i) + 1) * rowStride + (w.left(j) + 1) * channels;
        int to = (i * w.across() + j) * channels;
        for (int c = 0; c < channels; c++) {
          for (int n = 0; n < TILE; n++) {
            if (n < w.overlapLeft(j)) {
              for (int r = 0; r < PATCH; r++) {
                scratch[r * PATCH + n] = 0f;
              }
            } else {
              int column = from + n * channels + c;
              outputGradient(dy, column, rowStride, w.overlapAbove(i), scratch, n, PATCH);
            }
          }
          for (int n = 0; n < PATCH; n++) {
            outputGradient(scratch, n * PATCH, 1, 0, out, n * PATCH * place + to + c, place);
          }
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
    float d3 = d[from + 3 * step];
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
    for (int i = first; i < pairs; i++) {
      for (int n = 0; n < PATCH; n++) {
        weightGradient(du, n * pairs + i, PATCH * pairs, scratch, n, PATCH);
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
