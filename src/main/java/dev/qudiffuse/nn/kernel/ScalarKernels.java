package dev.qudiffuse.nn.kernel;

import static dev.qudiffuse.nn.kernel.Contraction.PANEL;

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
    contractFrom(0, c, in, inOffset, packed, packedOffset, bias, biasOffset, out, outOffset);
  }

  /** The outputs from {@code firstOutput} on; the vector kernels leave those of an incomplete panel to it. */
  static void contractFrom(
      int firstOutput,
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
        for (int n = firstOutput; n < c.outputs(); n++) {
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
              sum =
                  Math.fma(in[i + x * c.inPixelStride()], dOut[o + x * c.outPixelStride()], sum);
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
}
