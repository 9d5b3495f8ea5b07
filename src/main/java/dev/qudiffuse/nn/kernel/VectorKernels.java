package dev.qudiffuse.nn.kernel;

import static dev.qudiffuse.nn.kernel.Contraction.PANEL;
import static dev.qudiffuse.nn.kernel.Winograd.PATCH;
import static dev.qudiffuse.nn.kernel.Winograd.TILE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the Vector API, bit for bit equal to {@link ScalarKernels}.
 *
 * <p>A tile of output pixels by vectors of output channels stays in registers while the inputs
 * stream by: each step of the inner loop loads one vector of weights per output vector and
 * broadcasts one input per pixel. The tile fills the register file without spilling: 7 pixels x 2
 * vectors in 32 registers (which come with 512-bit vectors), 4 x 2 in 16, with room left for
 * weights and input. The widths of this network, 28, 14 and 7, are multiples of 7.
 *
 * <p>The tiles are written out by hand, stores included: an array of vectors would live in memory,
 * and so do the arguments of a call that is not inlined.
 */
final class VectorKernels implements Kernels {

  private static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > PANEL
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = S.withLanes(int.class);
  private static final int LANES = S.length();

  private static final ScalarKernels SCALAR = new ScalarKernels();

  /** Whether the machine has the 32 vector registers that come with 512-bit vectors. */
  private static final boolean WIDE = LANES == PANEL;

  @Override
  public String description() {
    return "vector, " + S.vectorBitSize() + " bit";
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
    int vectors = c.outputs() / PANEL * (PANEL / LANES);
    int v = 0;
    while (v < vectors) {
      int width = Math.min(vectors - v, c.rows() * c.columns() == 1 ? 4 : 2);
      int w0 = packedOffset + c.packedIndex(0, v * LANES);
      int b = biasOffset + v * LANES;
      int o = outOffset + v * LANES;
      if (width == 4) {
        int w1 = packedOffset + c.packedIndex(0, (v + 1) * LANES);
        int w2 = packedOffset + c.packedIndex(0, (v + 2) * LANES);
        int w3 = packedOffset + c.packedIndex(0, (v + 3) * LANES);
        tile1x4(c, in, inOffset, packed, w0, w1, w2, w3, bias, b, out, o);
        v += 4;
      } else if (width >= 2) {
        int w1 = packedOffset + c.packedIndex(0, (v + 1) * LANES);
        contractTwo(c, in, inOffset, packed, w0, w1, bias, b, out, o);
        v += 2;
      } else {
        contractOne(c, in, inOffset, packed, w0, bias, b, out, o);
        v++;
      }
    }
    for (int n = vectors * LANES; n < c.outputs(); n += LANES) {
      int w = packedOffset + c.packedIndex(0, n);
      contractPart(
          c, in, inOffset, packed, w, bias, biasOffset + n, out, outOffset + n, c.outputs() - n);
    }
  }

  /** The outputs of an incomplete panel: {@code valid} of a vector's lanes, for every pixel. */
  private static void contractPart(
      Contraction c,
      float[] in,
      int a,
      float[] packed,
      int w,
      float[] bias,
      int b,
      float[] out,
      int o,
      int valid) {
    int pixels = c.rows() * c.columns();
    int p = 0;
    for (; p + 4 <= pixels; p += 4) {
      partialTile(
          c,
          in,
          a + inPixel(c, p),
          a + inPixel(c, p + 1),
          a + inPixel(c, p + 2),
          a + inPixel(c, p + 3),
          packed,
          w,
          bias,
          b,
          out,
          o + outPixel(c, p),
          o + outPixel(c, p + 1),
          o + outPixel(c, p + 2),
          o + outPixel(c, p + 3),
          valid);
    }
    for (; p < pixels; p++) {
      int i = a + inPixel(c, p);
      int t = o + outPixel(c, p);
      // One pixel four times over: it gives the same numbers, and is rare.
      partialTile(c, in, i, i, i, i, packed, w, bias, b, out, t, t, t, t, valid);
    }
  }

  /** Four pixels anywhere, of whose one vector of outputs only some lanes exist. */
  private static void partialTile(
      Contraction c,
      float[] in,
      int i0,
      int i1,
      int i2,
      int i3,
      float[] packed,
      int w,
      float[] bias,
      int b,
      float[] out,
      int o0,
      int o1,
      int o2,
      int o3,
      int valid) {
    VectorMask<Float> lanes = S.indexInRange(0, valid);
    int depth = c.depth();
    FloatVector s0 = FloatVector.fromArray(S, bias, b, lanes);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int r = 0; r < c.taps(); r++) {
      int v = w + r * depth * PANEL;
      int t = r * c.tapStride();
      int j0 = i0 + t;
      int j1 = i1 + t;
      int j2 = i2 + t;
      int j3 = i3 + t;
      for (int k = 0; k < depth; k++) {
        FloatVector f = FloatVector.fromArray(S, packed, v + k * PANEL);
        s0 = FloatVector.broadcast(S, in[j0 + k]).fma(f, s0);
        s1 = FloatVector.broadcast(S, in[j1 + k]).fma(f, s1);
        s2 = FloatVector.broadcast(S, in[j2 + k]).fma(f, s2);
        s3 = FloatVector.broadcast(S, in[j3 + k]).fma(f, s3);
      }
    }
    s0.intoArray(out, o0, lanes);
    s1.intoArray(out, o1, lanes);
    s2.intoArray(out, o2, lanes);
    s3.intoArray(out, o3, lanes);
  }

  /**
   * Two output vectors of every pixel: tiles of 7 along a row where they fit, of 4 in raster order
   * elsewhere.
   */
  private static void contractTwo(
      Contraction c,
      float[] in,
      int a,
      float[] packed,
      int w0,
      int w1,
      float[] bias,
      int b,
      float[] out,
      int o) {
    int columns = c.columns();
    if (WIDE && columns % 7 == 0) {
      for (int y = 0; y < c.rows(); y++) {
        for (int x = 0; x < columns; x += 7) {
          int i = a + y * c.inRowStride() + x * c.inPixelStride();
          int t = o + y * c.outRowStride() + x * c.outPixelStride();
          tile7x2(c, in, i, packed, w0, w1, bias, b, out, t);
        }
      }
      return;
    }
    int pixels = c.rows() * columns;
    int p = 0;
    for (; p + 4 <= pixels; p += 4) {
      tile4x2(
          c,
          in,
          a + inPixel(c, p),
          a + inPixel(c, p + 1),
          a + inPixel(c, p + 2),
          a + inPixel(c, p + 3),
          packed,
          w0,
          w1,
          bias,
          b,
          out,
          o + outPixel(c, p),
          o + outPixel(c, p + 1),
          o + outPixel(c, p + 2),
          o + outPixel(c, p + 3));
    }
    for (; p < pixels; p++) {
      tile1x2(c, in, a + inPixel(c, p), packed, w0, w1, bias, b, out, o + outPixel(c, p));
    }
  }

  /** One output vector of every pixel. */
  private static void contractOne(
      Contraction c,
      float[] in,
      int a,
      float[] packed,
      int w0,
      float[] bias,
      int b,
      float[] out,
      int o) {
    int columns = c.columns();
    for (int y = 0; y < c.rows(); y++) {
      int x = 0;
      while (x < columns) {
        int i = a + y * c.inRowStride() + x * c.inPixelStride();
        int t = o + y * c.outRowStride() + x * c.outPixelStride();
        if (columns - x >= 7) {
          tile7x1(c, in, i, packed, w0, bias, b, out, t);
          x += 7;
        } else {
          tile1x1(c, in, i, packed, w0, bias, b, out, t);
          x++;
        }
      }
    }
  }

  /** Where the inputs of the pixel with raster index {@code p} begin. */
  private static int inPixel(Contraction c, int p) {
    return p / c.columns() * c.inRowStride() + p % c.columns() * c.inPixelStride();
  }

  /** Where the outputs of the pixel with raster index {@code p} begin. */
  private static int outPixel(Contraction c, int p) {
    return p / c.columns() * c.outRowStride() + p % c.columns() * c.outPixelStride();
  }

  private static void tile7x2(
      Contraction c,
      float[] in,
      int a,
      float[] packed,
      int w0,
      int w1,
      float[] bias,
      int b,
      float[] out,
      int o) {
    int stride = c.inPixelStride();
    int depth = c.depth();
    FloatVector s00 = FloatVector.fromArray(S, bias, b);
    FloatVector s01 = FloatVector.fromArray(S, bias, b + LANES);
    FloatVector s10 = s00;
    FloatVector s11 = s01;
    FloatVector s20 = s00;
    FloatVector s21 = s01;
    FloatVector s30 = s00;
    FloatVector s31 = s01;
    FloatVector s40 = s00;
    FloatVector s41 = s01;
    FloatVector s50 = s00;
    FloatVector s51 = s01;
    FloatVector s60 = s00;
    FloatVector s61 = s01;
    for (int r = 0; r < c.taps(); r++) {
      int i0 = a + r * c.tapStride();
      int i1 = i0 + stride;
      int i2 = i1 + stride;
      int i3 = i2 + stride;
      int i4 = i3 + stride;
      int i5 = i4 + stride;
      int i6 = i5 + stride;
      int v0 = w0 + r * depth * PANEL;
      int v1 = w1 + r * depth * PANEL;
      for (int k = 0; k < depth; k++) {
        FloatVector f0 = FloatVector.fromArray(S, packed, v0 + k * PANEL);
        FloatVector f1 = FloatVector.fromArray(S, packed, v1 + k * PANEL);
        FloatVector x = FloatVector.broadcast(S, in[i0 + k]);
        s00 = x.fma(f0, s00);
        s01 = x.fma(f1, s01);
        x = FloatVector.broadcast(S, in[i1 + k]);
        s10 = x.fma(f0, s10);
        s11 = x.fma(f1, s11);
        x = FloatVector.broadcast(S, in[i2 + k]);
        s20 = x.fma(f0, s20);
        s21 = x.fma(f1, s21);
        x = FloatVector.broadcast(S, in[i3 + k]);
        s30 = x.fma(f0, s30);
        s31 = x.fma(f1, s31);
        x = FloatVector.broadcast(S, in[i4 + k]);
        s40 = x.fma(f0, s40);
        s41 = x.fma(f1, s41);
        x = FloatVector.broadcast(S, in[i5 + k]);
        s50 = x.fma(f0, s50);
        s51 = x.fma(f1, s51);
        x = FloatVector.broadcast(S, in[i6 + k]);
        s60 = x.fma(f0, s60);
        s61 = x.fma(f1, s61);
      }
    }
    int step = c.outPixelStride();
    s00.intoArray(out, o);
    s01.intoArray(out, o + LANES);
    o += step;
    s10.intoArray(out, o);
    s11.intoArray(out, o + LANES);
    o += step;
    s20.intoArray(out, o);
    s21.intoArray(out, o + LANES);
    o += step;
    s30.intoArray(out, o);
    s31.intoArray(out, o + LANES);
    o += step;
    s40.intoArray(out, o);
    s41.intoArray(out, o + LANES);
    o += step;
    s50.intoArray(out, o);
    s51.intoArray(out, o + LANES);
    o += step;
    s60.intoArray(out, o);
    s61.intoArray(out, o + LANES);
  }

  private static void tile7x1(
      Contraction c,
      float[] in,
      int a,
      float[] packed,
      int w0,
      float[] bias,
      int b,
      float[] out,
      int o) {
    int stride = c.inPixelStride();
    int depth = c.depth();
    FloatVector s00 = FloatVector.fromArray(S, bias, b);
    FloatVector s10 = s00;
    FloatVector s20 = s00;
    FloatVector s30 = s00;
    FloatVector s40 = s00;
    FloatVector s50 = s00;
    FloatVector s60 = s00;
    for (int r = 0; r < c.taps(); r++) {
      int i0 = a + r * c.tapStride();
      int i1 = i0 + stride;
      int i2 = i1 + stride;
      int i3 = i2 + stride;
      int i4 = i3 + stride;
      int i5 = i4 + stride;
      int i6 = i5 + stride;
      int v0 = w0 + r * depth * PANEL;
      for (int k = 0; k < depth; k++) {
        FloatVector f0 = FloatVector.fromArray(S, packed, v0 + k * PANEL);
        FloatVector x = FloatVector.broadcast(S, in[i0 + k]);
        s00 = x.fma(f0, s00);
        x = FloatVector.broadcast(S, in[i1 + k]);
        s10 = x.fma(f0, s10);
        x = FloatVector.broadcast(S, in[i2 + k]);
        s20 = x.fma(f0, s20);
        x = FloatVector.broadcast(S, in[i3 + k]);
        s30 = x.fma(f0, s30);
        x = FloatVector.broadcast(S, in[i4 + k]);
        s40 = x.fma(f0, s40);
        x = FloatVector.broadcast(S, in[i5 + k]);
        s50 = x.fma(f0, s50);
        x = FloatVector.broadcast(S, in[i6 + k]);
        s60 = x.fma(f0, s60);
      }
    }
    int step = c.outPixelStride();
    s00.intoArray(out, o);
    o += step;
    s10.intoArray(out, o);
    o += step;
    s20.intoArray(out, o);
    o += step;
    s30.intoArray(out, o);
    o += step;
    s40.intoArray(out, o);
    o += step;
    s50.intoArray(out, o);
    o += step;
    s60.intoArray(out, o);
  }

  /** Four pixels anywhere, {@code i} where each one's inputs begin and {@code o} its outputs. */
  private static void tile4x2(
      Contraction c,
      float[] in,
      int i0,
      int i1,
      int i2,
      int i3,
      float[] packed,
      int w0,
      int w1,
      float[] bias,
      int b,
      float[] out,
      int o0,
      int o1,
      int o2,
      int o3) {
    int depth = c.depth();
    FloatVector s00 = FloatVector.fromArray(S, bias, b);
    FloatVector s01 = FloatVector.fromArray(S, bias, b + LANES);
    FloatVector s10 = s00;
    FloatVector s11 = s01;
    FloatVector s20 = s00;
    FloatVector s21 = s01;
    FloatVector s30 = s00;
    FloatVector s31 = s01;
    for (int r = 0; r < c.taps(); r++) {
      int v0 = w0 + r * depth * PANEL;
      int v1 = w1 + r * depth * PANEL;
      int t = r * c.tapStride();
      int j0 = i0 + t;
      int j1 = i1 + t;
      int j2 = i2 + t;
      int j3 = i3 + t;
      for (int k = 0; k < depth; k++) {
        FloatVector f0 = FloatVector.fromArray(S, packed, v0 + k * PANEL);
        FloatVector f1 = FloatVector.fromArray(S, packed, v1 + k * PANEL);
        FloatVector x = FloatVector.broadcast(S, in[j0 + k]);
        s00 = x.fma(f0, s00);
        s01 = x.fma(f1, s01);
        x = FloatVector.broadcast(S, in[j1 + k]);
        s10 = x.fma(f0, s10);
        s11 = x.fma(f1, s11);
        x = FloatVector.broadcast(S, in[j2 + k]);
        s20 = x.fma(f0, s20);
        s21 = x.fma(f1, s21);
        x = FloatVector.broadcast(S, in[j3 + k]);
        s30 = x.fma(f0, s30);
        s31 = x.fma(f1, s31);
      }
    }
    s00.intoArray(out, o0);
    s01.intoArray(out, o0 + LANES);
    s10.intoArray(out, o1);
    s11.intoArray(out, o1 + LANES);
    s20.intoArray(out, o2);
    s21.intoArray(out, o2 + LANES);
    s30.intoArray(out, o3);
    s31.intoArray(out, o3 + LANES);
  }

  private static void tile1x4(
      Contraction c,
      float[] in,
      int a,
      float[] packed,
      int w0,
      int w1,
      int w2,
      int w3,
      float[] bias,
      int b,
      float[] out,
      int o) {
    int depth = c.depth();
    FloatVector s00 = FloatVector.fromArray(S, bias, b);
    FloatVector s01 = FloatVector.fromArray(S, bias, b + LANES);
    FloatVector s02 = FloatVector.fromArray(S, bias, b + 2 * LANES);
    FloatVector s03 = FloatVector.fromArray(S, bias, b + 3 * LANES);
    for (int r = 0; r < c.taps(); r++) {
      int i0 = a + r * c.tapStride();
      int v0 = w0 + r * depth * PANEL;
      int v1 = w1 + r * depth * PANEL;
      int v2 = w2 + r * depth * PANEL;
      int v3 = w3 + r * depth * PANEL;
      for (int k = 0; k < depth; k++) {
        FloatVector f0 = FloatVector.fromArray(S, packed, v0 + k * PANEL);
        FloatVector f1 = FloatVector.fromArray(S, packed, v1 + k * PANEL);
        FloatVector f2 = FloatVector.fromArray(S, packed, v2 + k * PANEL);
        FloatVector f3 = FloatVector.fromArray(S, packed, v3 + k * PANEL);
        FloatVector x = FloatVector.broadcast(S, in[i0 + k]);
        s00 = x.fma(f0, s00);
        s01 = x.fma(f1, s01);
        s02 = x.fma(f2, s02);
        s03 = x.fma(f3, s03);
      }
    }
    s00.intoArray(out, o);
    s01.intoArray(out, o + LANES);
    s02.intoArray(out, o + 2 * LANES);
    s03.intoArray(out, o + 3 * LANES);
  }

  private static void tile1x2(
      Contraction c,
      float[] in,
      int a,
      float[] packed,
      int w0,
      int w1,
      float[] bias,
      int b,
      float[] out,
      int o) {
    int depth = c.depth();
    FloatVector s00 = FloatVector.fromArray(S, bias, b);
    FloatVector s01 = FloatVector.fromArray(S, bias, b + LANES);
    for (int r = 0; r < c.taps(); r++) {
      int i0 = a + r * c.tapStride();
      int v0 = w0 + r * depth * PANEL;
      int v1 = w1 + r * depth * PANEL;
      for (int k = 0; k < depth; k++) {
        FloatVector f0 = FloatVector.fromArray(S, packed, v0 + k * PANEL);
        FloatVector f1 = FloatVector.fromArray(S, packed, v1 + k * PANEL);
        FloatVector x = FloatVector.broadcast(S, in[i0 + k]);
        s00 = x.fma(f0, s00);
        s01 = x.fma(f1, s01);
      }
    }
    s00.intoArray(out, o);
    s01.intoArray(out, o + LANES);
  }

  private static void tile1x1(
      Contraction c,
      float[] in,
      int a,
      float[] packed,
      int w0,
      float[] bias,
      int b,
      float[] out,
      int o) {
    int depth = c.depth();
    FloatVector s00 = FloatVector.fromArray(S, bias, b);
    for (int r = 0; r < c.taps(); r++) {
      int i0 = a + r * c.tapStride();
      int v0 = w0 + r * depth * PANEL;
      for (int k = 0; k < depth; k++) {
        FloatVector f0 = FloatVector.fromArray(S, packed, v0 + k * PANEL);
        FloatVector x = FloatVector.broadcast(S, in[i0 + k]);
        s00 = x.fma(f0, s00);
      }
    }
    s00.intoArray(out, o);
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
    if (c.rows() * c.columns() == 1) {
      outerProduct(c, in, inOffset, dOut, dOutOffset, gradient, gradientOffset);
      return;
    }
    int vectors = c.outputs() / LANES;
    int outputs = c.outputs();
    for (int r = 0; r < c.taps(); r++) {
      int k = 0;
      while (k < c.depth()) {
        int left = c.depth() - k;
        int a = inOffset + r * c.tapStride() + k;
        int g = gradientOffset + (r * c.depth() + k) * outputs;
        int height = gradientHeight(left);
        int v = 0;
        for (; v + 2 <= vectors; v += 2) {
          int d = dOutOffset + v * LANES;
          switch (height) {
            case 8 -> gradient8x2(c, in, a, dOut, d, gradient, g + v * LANES);
            case 4 -> gradient4x2(c, in, a, dOut, d, gradient, g + v * LANES);
            default -> gradient1x2(c, in, a, dOut, d, gradient, g + v * LANES);
          }
        }
        if (v < vectors) {
          int d = dOutOffset + v * LANES;
          if (height == 8) {
            gradient8x1(c, in, a, dOut, d, gradient, g + v * LANES);
          } else {
            for (int j = 0; j < height; j++) {
              gradient1x1(c, in, a + j, dOut, d, gradient, g + j * outputs + v * LANES);
            }
          }
        }
        k += height;
      }
    }
    int done = vectors * LANES;
    if (done < outputs) {
      ScalarKernels.weightGradientFrom(
          done, c, in, inOffset, dOut, dOutOffset, gradient, gradientOffset);
    }
  }

  /**
   * The gradient of a linear map's weights, row by row as they lie in memory: there is no sum to
   * keep in registers.
   */
  private static void outerProduct(
      Contraction c,
      float[] in,
      int inOffset,
      float[] dOut,
      int dOutOffset,
      float[] gradient,
      int gradientOffset) {
    int outputs = c.outputs();
    int whole = outputs / LANES * LANES;
    for (int r = 0; r < c.taps(); r++) {
      for (int k = 0; k < c.depth(); k++) {
        float x = in[inOffset + r * c.tapStride() + k];
        FloatVector f = FloatVector.broadcast(S, x);
        int g = gradientOffset + (r * c.depth() + k) * outputs;
        for (int n = 0; n < whole; n += LANES) {
          // Rounded before it is added, as the sum of one product is.
          addTo(gradient, g + n, f.mul(FloatVector.fromArray(S, dOut, dOutOffset + n)));
        }
        for (int n = whole; n < outputs; n++) {
          gradient[g + n] += x * dOut[dOutOffset + n];
        }
      }
    }
  }

  private static int gradientHeight(int left) {
    return WIDE && left >= 8 ? 8 : left >= 4 ? 4 : 1;
  }

  private static void gradient8x2(
      Contraction c, float[] in, int a, float[] dOut, int d, float[] gradient, int g) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    FloatVector s40 = FloatVector.zero(S);
    FloatVector s41 = FloatVector.zero(S);
    FloatVector s50 = FloatVector.zero(S);
    FloatVector s51 = FloatVector.zero(S);
    FloatVector s60 = FloatVector.zero(S);
    FloatVector s61 = FloatVector.zero(S);
    FloatVector s70 = FloatVector.zero(S);
    FloatVector s71 = FloatVector.zero(S);
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    for (int y = 0; y < c.rows(); y++) {
      int i = a + y * c.inRowStride();
      int o = d + y * c.outRowStride();
      for (int x = 0; x < c.columns(); x++) {
        FloatVector d0 = FloatVector.fromArray(S, dOut, o);
        FloatVector d1 = FloatVector.fromArray(S, dOut, o + LANES);
        FloatVector f = FloatVector.broadcast(S, in[i]);
        s00 = f.fma(d0, s00);
        s01 = f.fma(d1, s01);
        f = FloatVector.broadcast(S, in[i + 1]);
        s10 = f.fma(d0, s10);
        s11 = f.fma(d1, s11);
        f = FloatVector.broadcast(S, in[i + 2]);
        s20 = f.fma(d0, s20);
        s21 = f.fma(d1, s21);
        f = FloatVector.broadcast(S, in[i + 3]);
        s30 = f.fma(d0, s30);
        s31 = f.fma(d1, s31);
        f = FloatVector.broadcast(S, in[i + 4]);
        s40 = f.fma(d0, s40);
        s41 = f.fma(d1, s41);
        f = FloatVector.broadcast(S, in[i + 5]);
        s50 = f.fma(d0, s50);
        s51 = f.fma(d1, s51);
        f = FloatVector.broadcast(S, in[i + 6]);
        s60 = f.fma(d0, s60);
        s61 = f.fma(d1, s61);
        f = FloatVector.broadcast(S, in[i + 7]);
        s70 = f.fma(d0, s70);
        s71 = f.fma(d1, s71);
        i += inStep;
        o += outStep;
      }
    }
    int outputs = c.outputs();
    FloatVector.fromArray(S, gradient, g).add(s00).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s01).intoArray(gradient, g + LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s10).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s11).intoArray(gradient, g + LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s20).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s21).intoArray(gradient, g + LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s30).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s31).intoArray(gradient, g + LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s40).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s41).intoArray(gradient, g + LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s50).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s51).intoArray(gradient, g + LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s60).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s61).intoArray(gradient, g + LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s70).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s71).intoArray(gradient, g + LANES);
  }

  private static void gradient8x1(
      Contraction c, float[] in, int a, float[] dOut, int d, float[] gradient, int g) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s40 = FloatVector.zero(S);
    FloatVector s50 = FloatVector.zero(S);
    FloatVector s60 = FloatVector.zero(S);
    FloatVector s70 = FloatVector.zero(S);
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    for (int y = 0; y < c.rows(); y++) {
      int i = a + y * c.inRowStride();
      int o = d + y * c.outRowStride();
      for (int x = 0; x < c.columns(); x++) {
        FloatVector d0 = FloatVector.fromArray(S, dOut, o);
        FloatVector f = FloatVector.broadcast(S, in[i]);
        s00 = f.fma(d0, s00);
        f = FloatVector.broadcast(S, in[i + 1]);
        s10 = f.fma(d0, s10);
        f = FloatVector.broadcast(S, in[i + 2]);
        s20 = f.fma(d0, s20);
        f = FloatVector.broadcast(S, in[i + 3]);
        s30 = f.fma(d0, s30);
        f = FloatVector.broadcast(S, in[i + 4]);
        s40 = f.fma(d0, s40);
        f = FloatVector.broadcast(S, in[i + 5]);
        s50 = f.fma(d0, s50);
        f = FloatVector.broadcast(S, in[i + 6]);
        s60 = f.fma(d0, s60);
        f = FloatVector.broadcast(S, in[i + 7]);
        s70 = f.fma(d0, s70);
        i += inStep;
        o += outStep;
      }
    }
    int outputs = c.outputs();
    FloatVector.fromArray(S, gradient, g).add(s00).intoArray(gradient, g);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s10).intoArray(gradient, g);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s20).intoArray(gradient, g);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s30).intoArray(gradient, g);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s40).intoArray(gradient, g);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s50).intoArray(gradient, g);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s60).intoArray(gradient, g);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s70).intoArray(gradient, g);
  }

  private static void gradient4x2(
      Contraction c, float[] in, int a, float[] dOut, int d, float[] gradient, int g) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    for (int y = 0; y < c.rows(); y++) {
      int i = a + y * c.inRowStride();
      int o = d + y * c.outRowStride();
      for (int x = 0; x < c.columns(); x++) {
        FloatVector d0 = FloatVector.fromArray(S, dOut, o);
        FloatVector d1 = FloatVector.fromArray(S, dOut, o + LANES);
        FloatVector f = FloatVector.broadcast(S, in[i]);
        s00 = f.fma(d0, s00);
        s01 = f.fma(d1, s01);
        f = FloatVector.broadcast(S, in[i + 1]);
        s10 = f.fma(d0, s10);
        s11 = f.fma(d1, s11);
        f = FloatVector.broadcast(S, in[i + 2]);
        s20 = f.fma(d0, s20);
        s21 = f.fma(d1, s21);
        f = FloatVector.broadcast(S, in[i + 3]);
        s30 = f.fma(d0, s30);
        s31 = f.fma(d1, s31);
        i += inStep;
        o += outStep;
      }
    }
    int outputs = c.outputs();
    FloatVector.fromArray(S, gradient, g).add(s00).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s01).intoArray(gradient, g + LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s10).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s11).intoArray(gradient, g + LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s20).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s21).intoArray(gradient, g + LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s30).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s31).intoArray(gradient, g + LANES);
  }

  private static void gradient1x2(
      Contraction c, float[] in, int a, float[] dOut, int d, float[] gradient, int g) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    for (int y = 0; y < c.rows(); y++) {
      int i = a + y * c.inRowStride();
      int o = d + y * c.outRowStride();
      for (int x = 0; x < c.columns(); x++) {
        FloatVector d0 = FloatVector.fromArray(S, dOut, o);
        FloatVector d1 = FloatVector.fromArray(S, dOut, o + LANES);
        FloatVector f = FloatVector.broadcast(S, in[i]);
        s00 = f.fma(d0, s00);
        s01 = f.fma(d1, s01);
        i += inStep;
        o += outStep;
      }
    }
    int outputs = c.outputs();
    FloatVector.fromArray(S, gradient, g).add(s00).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s01).intoArray(gradient, g + LANES);
  }

  private static void gradient1x1(
      Contraction c, float[] in, int a, float[] dOut, int d, float[] gradient, int g) {
    FloatVector s00 = FloatVector.zero(S);
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    for (int y = 0; y < c.rows(); y++) {
      int i = a + y * c.inRowStride();
      int o = d + y * c.outRowStride();
      for (int x = 0; x < c.columns(); x++) {
        FloatVector d0 = FloatVector.fromArray(S, dOut, o);
        FloatVector f = FloatVector.broadcast(S, in[i]);
        s00 = f.fma(d0, s00);
        i += inStep;
        o += outStep;
      }
    }
    int outputs = c.outputs();
    FloatVector.fromArray(S, gradient, g).add(s00).intoArray(gradient, g);
  }

  /**
   * Not for a tile: past its first few calls there, C2 does not inline it, and each costs an
   * object.
   */
  private static void addTo(float[] target, int offset, FloatVector sum) {
    FloatVector.fromArray(S, target, offset).add(sum).intoArray(target, offset);
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
    if (channels % LANES != 0) {
      SCALAR.channelSums(values, offset, rows, columns, rowStride, channels, sums, sumsOffset);
      return;
    }
    for (int c = 0; c < channels; c += LANES) {
      FloatVector sum = FloatVector.fromArray(S, sums, sumsOffset + c);
      for (int y = 0; y < rows; y++) {
        int i = offset + y * rowStride + c;
        for (int x = 0; x < columns; x++) {
          sum = sum.add(FloatVector.fromArray(S, values, i));
          i += channels;
        }
      }
      sum.intoArray(sums, sumsOffset + c);
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
    if (channels % LANES != 0) {
      SCALAR.channelProducts(a, b, center, offset, rows, columns, rowStride, channels, sums);
      return;
    }
    for (int c = 0; c < channels; c += LANES) {
      FloatVector sum = FloatVector.fromArray(S, sums, c);
      FloatVector middle = FloatVector.fromArray(S, center, c);
      for (int y = 0; y < rows; y++) {
        int i = offset + y * rowStride + c;
        for (int x = 0; x < columns; x++) {
          FloatVector d = FloatVector.fromArray(S, b, i).sub(middle);
          sum = FloatVector.fromArray(S, a, i).fma(d, sum);
          i += channels;
        }
      }
      sum.intoArray(sums, c);
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
    if (channels % LANES != 0) {
      SCALAR.channelSquares(values, center, offset, rows, columns, rowStride, channels, sums);
      return;
    }
    for (int c = 0; c < channels; c += LANES) {
      FloatVector sum = FloatVector.fromArray(S, sums, c);
      FloatVector middle = FloatVector.fromArray(S, center, c);
      for (int y = 0; y < rows; y++) {
        int i = offset + y * rowStride + c;
        for (int x = 0; x < columns; x++) {
          FloatVector d = FloatVector.fromArray(S, values, i).sub(middle);
          sum = d.fma(d, sum);
          i += channels;
        }
      }
      sum.intoArray(sums, c);
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
    if (channels % LANES != 0) {
      SCALAR.channelAffine(in, scale, shift, offset, rows, columns, rowStride, channels, out);
      return;
    }
    for (int c = 0; c < channels; c += LANES) {
      FloatVector m = FloatVector.fromArray(S, scale, c);
      FloatVector s = FloatVector.fromArray(S, shift, c);
      for (int y = 0; y < rows; y++) {
        int i = offset + y * rowStride + c;
        for (int x = 0; x < columns; x++) {
          FloatVector.fromArray(S, in, i).fma(m, s).intoArray(out, i);
          i += channels;
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
    if (channels % LANES != 0) {
      SCALAR.channelAffine2(
          a, scaleA, b, scaleB, shift, offset, rows, columns, rowStride, channels, out);
      return;
    }
    for (int c = 0; c < channels; c += LANES) {
      FloatVector ma = FloatVector.fromArray(S, scaleA, c);
      FloatVector mb = FloatVector.fromArray(S, scaleB, c);
      FloatVector s = FloatVector.fromArray(S, shift, c);
      for (int y = 0; y < rows; y++) {
        int i = offset + y * rowStride + c;
        for (int x = 0; x < columns; x++) {
          FloatVector inner = FloatVector.fromArray(S, b, i).fma(mb, s);
          FloatVector.fromArray(S, a, i).fma(ma, inner).intoArray(out, i);
          i += channels;
        }
      }
    }
  }

  @Override
  public void silu(float[] x, float[] out, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(S, x, i);
      v.mul(sigmoid(v)).intoArray(out, i);
    }
    ScalarKernels.siluFrom(i, x, out, count);
  }

  @Override
  public void siluGradient(float[] x, float[] dOut, float[] dx, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(S, x, i);
      FloatVector s = sigmoid(v);
      FloatVector one = FloatVector.broadcast(S, 1f);
      FloatVector slope = s.mul(v.fma(one.sub(s), one));
      FloatVector.fromArray(S, dOut, i).mul(slope).intoArray(dx, i);
    }
    ScalarKernels.siluGradientFrom(i, x, dOut, dx, count);
  }

  private static FloatVector sigmoid(FloatVector x) {
    FloatVector one = FloatVector.broadcast(S, 1f);
    return one.div(one.add(exp(x.neg())));
  }

  /** {@link Sigmoid#exp}, operation by operation. */
  private static FloatVector exp(FloatVector x) {
    FloatVector clamped = x.max(-Sigmoid.LIMIT).min(Sigmoid.LIMIT);
    FloatVector round = FloatVector.broadcast(S, Sigmoid.ROUND);
    FloatVector shifted = clamped.fma(FloatVector.broadcast(S, Sigmoid.LOG2_E), round);
    FloatVector n = shifted.sub(round);
    FloatVector r = n.fma(FloatVector.broadcast(S, -Sigmoid.LN2_HIGH), clamped);
    r = n.fma(FloatVector.broadcast(S, -Sigmoid.LN2_LOW), r);
    FloatVector p =
        r.fma(FloatVector.broadcast(S, Sigmoid.C6), FloatVector.broadcast(S, Sigmoid.C5));
    p = r.fma(p, FloatVector.broadcast(S, Sigmoid.C4));
    p = r.fma(p, FloatVector.broadcast(S, Sigmoid.C3));
    p = r.fma(p, FloatVector.broadcast(S, Sigmoid.C2));
    p = r.fma(p, FloatVector.broadcast(S, 1f));
    p = r.fma(p, FloatVector.broadcast(S, 1f));
    IntVector power =
        ((IntVector) shifted.viewAsIntegralLanes())
            .lanewise(VectorOperators.LSHL, Sigmoid.MANTISSA_BITS)
            .add(IntVector.broadcast(INTS, Sigmoid.ONE_BITS));
    return p.mul(power.viewAsFloatingLanes());
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
    if (channels % LANES != 0) {
      SCALAR.winogradInput(w, x, rowStride, channels, scratch, out);
      return;
    }
    int place = w.tiles() * channels;
    for (int i = 0; i < w.rows(); i++) {
      for (int j = 0; j < w.across(); j++) {
        int from = w.top(i) * rowStride + w.left(j) * channels;
        int to = (i * w.across() + j) * channels;
        for (int c = 0; c < channels; c += LANES) {
          for (int n = 0; n < PATCH; n++) {
            input(x, from + c + n * channels, rowStride, scratch, n * LANES, PATCH * LANES);
          }
          for (int n = 0; n < PATCH; n++) {
            input(scratch, n * PATCH * LANES, LANES, out, to + c + n * PATCH * place, place);
          }
        }
      }
    }
  }

  /** {@code B^T d} for six vectors. */
  private static void input(float[] d, int from, int step, float[] out, int to, int outStep) {
    FloatVector d0 = FloatVector.fromArray(S, d, from);
    FloatVector d1 = FloatVector.fromArray(S, d, from + step);
    FloatVector d2 = FloatVector.fromArray(S, d, from + 2 * step);
    FloatVector d3 = FloatVector.fromArray(S, d, from + 3 * step);
    FloatVector d4 = FloatVector.fromArray(S, d, from + 4 * step);
    FloatVector d5 = FloatVector.fromArray(S, d, from + 5 * step);
    FloatVector four = FloatVector.broadcast(S, 4f);
    FloatVector minusFour = FloatVector.broadcast(S, -4f);
    FloatVector minusFive = FloatVector.broadcast(S, -5f);
    FloatVector a = d2.fma(minusFour, d4);
    FloatVector b = d1.fma(minusFour, d3);
    FloatVector e = d4.sub(d2);
    FloatVector f = d3.sub(d1);
    d0.fma(four, d2.fma(minusFive, d4)).intoArray(out, to);
    a.add(b).intoArray(out, to + outStep);
    a.sub(b).intoArray(out, to + 2 * outStep);
    f.fma(FloatVector.broadcast(S, 2f), e).intoArray(out, to + 3 * outStep);
    f.fma(FloatVector.broadcast(S, -2f), e).intoArray(out, to + 4 * outStep);
    d1.fma(four, d3.fma(minusFive, d5)).intoArray(out, to + 5 * outStep);
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
    if (channels % LANES != 0) {
      SCALAR.winogradOutput(w, m, bias, biasOffset, scratch, y, rowStride, channels);
      return;
    }
    int place = w.tiles() * channels;
    FloatVector zero = FloatVector.zero(S);
    for (int i = 0; i < w.rows(); i++) {
      for (int j = 0; j < w.across(); j++) {
        int from = (i * w.across() + j) * channels;
        int to = (w.top(i) + 1) * rowStride + (w.left(j) + 1) * channels;
        for (int c = 0; c < channels; c += LANES) {
          for (int n = 0; n < PATCH; n++) {
            int column = from + c + n * place;
            output(m, column, PATCH * place, zero, scratch, n * LANES, PATCH * LANES);
          }
          FloatVector b = FloatVector.fromArray(S, bias, biasOffset + c);
          for (int n = 0; n < TILE; n++) {
            output(scratch, n * PATCH * LANES, LANES, b, y, to + c + n * rowStride, channels);
          }
        }
      }
    }
  }

  /** {@code A^T m} for six vectors, plus a bias. */
  private static void output(
      float[] m, int from, int step, FloatVector bias, float[] out, int to, int outStep) {
    FloatVector m0 = FloatVector.fromArray(S, m, from);
    FloatVector m1 = FloatVector.fromArray(S, m, from + step);
    FloatVector m2 = FloatVector.fromArray(S, m, from + 2 * step);
    FloatVector m3 = FloatVector.fromArray(S, m, from + 3 * step);
    FloatVector m4 = FloatVector.fromArray(S, m, from + 4 * step);
    FloatVector m5 = FloatVector.fromArray(S, m, from + 5 * step);
    FloatVector s = m1.add(m2);
    FloatVector d = m1.sub(m2);
    FloatVector p = m3.add(m4);
    FloatVector q = m3.sub(m4);
    m0.add(s).add(p).add(bias).intoArray(out, to);
    q.fma(FloatVector.broadcast(S, 2f), d).add(bias).intoArray(out, to + outStep);
    p.fma(FloatVector.broadcast(S, 4f), s).add(bias).intoArray(out, to + 2 * outStep);
    q.fma(FloatVector.broadcast(S, 8f), d).add(m5).add(bias).intoArray(out, to + 3 * outStep);
  }

  @Override
  public void winogradOutputGradient(
      Winograd w, float[] dy, int rowStride, int channels, float[] scratch, float[] out) {
    if (channels % LANES != 0) {
      SCALAR.winogradOutputGradient(w, dy, rowStride, channels, scratch, out);
      return;
    }
    int place = w.tiles() * channels;
    for (int i = 0; i < w.rows(); i++) {
      for (int j = 0; j < w.across(); j++) {
        int from = (w.top(i) + 1) * rowStride + (w.left(j) + 1) * channels;
        int to = (i * w.across() + j) * channels;
        for (int c = 0; c < channels; c += LANES) {
          for (int n = 0; n < TILE; n++) {
            int skip = n < w.overlapLeft(j) ? TILE : w.overlapAbove(i);
            int column = from + c + n * channels;
            outputGradient(dy, column, rowStride, skip, scratch, n * LANES, PATCH * LANES);
          }
          for (int n = 0; n < PATCH; n++) {
            outputGradient(
                scratch, n * PATCH * LANES, LANES, 0, out, to + c + n * PATCH * place, place);
          }
        }
      }
    }
  }

  /** {@code A d} for four vectors, of which the first {@code skip} count as zero. */
  private static void outputGradient(
      float[] d, int from, int step, int skip, float[] out, int to, int outStep) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector d0 = skip > 0 ? zero : FloatVector.fromArray(S, d, from);
    FloatVector d1 = skip > 1 ? zero : FloatVector.fromArray(S, d, from + step);
    FloatVector d2 = skip > 2 ? zero : FloatVector.fromArray(S, d, from + 2 * step);
    FloatVector d3 = skip > 3 ? zero : FloatVector.fromArray(S, d, from + 3 * step);
    FloatVector even = d0.add(d2);
    FloatVector odd = d1.add(d3);
    FloatVector evenFar = d2.fma(FloatVector.broadcast(S, 4f), d0);
    FloatVector oddFar = d3.fma(FloatVector.broadcast(S, 8f), d1.mul(FloatVector.broadcast(S, 2f)));
    d0.intoArray(out, to);
    even.add(odd).intoArray(out, to + outStep);
    even.sub(odd).intoArray(out, to + 2 * outStep);
    evenFar.add(oddFar).intoArray(out, to + 3 * outStep);
    evenFar.sub(oddFar).intoArray(out, to + 4 * outStep);
    d3.intoArray(out, to + 5 * outStep);
  }

  @Override
  public void winogradWeightGradient(
      float[] du, int pairs, float[] scratch, float[] gradient, int offset) {
    int i = 0;
    for (; i <= pairs - LANES; i += LANES) {
      for (int n = 0; n < PATCH; n++) {
        int column = n * pairs + i;
        FloatVector d1 = FloatVector.fromArray(S, du, column + PATCH * pairs);
        FloatVector d2 = FloatVector.fromArray(S, du, column + 2 * PATCH * pairs);
        FloatVector d3 = FloatVector.fromArray(S, du, column + 3 * PATCH * pairs);
        FloatVector d4 = FloatVector.fromArray(S, du, column + 4 * PATCH * pairs);
        FloatVector s = d1.add(d2);
        FloatVector p = d3.add(d4);
        first(FloatVector.fromArray(S, du, column), s, p).intoArray(scratch, n * LANES);
        second(d2.sub(d1), d3.sub(d4)).intoArray(scratch, (PATCH + n) * LANES);
        third(FloatVector.fromArray(S, du, column + 5 * PATCH * pairs), s, p)
            .intoArray(scratch, (2 * PATCH + n) * LANES);
      }
      for (int r = 0; r < 3; r++) {
        int row = r * PATCH * LANES;
        FloatVector d1 = FloatVector.fromArray(S, scratch, row + LANES);
        FloatVector d2 = FloatVector.fromArray(S, scratch, row + 2 * LANES);
        FloatVector d3 = FloatVector.fromArray(S, scratch, row + 3 * LANES);
        FloatVector d4 = FloatVector.fromArray(S, scratch, row + 4 * LANES);
        FloatVector s = d1.add(d2);
        FloatVector p = d3.add(d4);
        int g = offset + 3 * r * pairs + i;
        addTo(gradient, g, first(FloatVector.fromArray(S, scratch, row), s, p));
        addTo(gradient, g + pairs, second(d2.sub(d1), d3.sub(d4)));
        addTo(
            gradient,
            g + 2 * pairs,
            third(FloatVector.fromArray(S, scratch, row + 5 * LANES), s, p));
      }
    }
    ScalarKernels.winogradWeightGradientFrom(i, du, pairs, scratch, gradient, offset);
  }

  /** The rows of {@code G^T}, given the sums and differences of the numbers in the middle. */
  private static FloatVector first(FloatVector d0, FloatVector s, FloatVector p) {
    FloatVector quarter = d0.mul(FloatVector.broadcast(S, 0.25f));
    FloatVector inner = s.fma(FloatVector.broadcast(S, -1f / 6), quarter);
    return p.fma(FloatVector.broadcast(S, 1f / 24), inner);
  }

  private static FloatVector second(FloatVector t, FloatVector q) {
    return q.fma(FloatVector.broadcast(S, 1f / 12), t.mul(FloatVector.broadcast(S, 1f / 6)));
  }

  private static FloatVector third(FloatVector d5, FloatVector s, FloatVector p) {
    FloatVector inner = s.fma(FloatVector.broadcast(S, -1f / 6), d5);
    return p.fma(FloatVector.broadcast(S, 1f / 6), inner);
  }
}
