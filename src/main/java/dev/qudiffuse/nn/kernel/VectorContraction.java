package dev.qudiffuse.nn.kernel;

import static dev.qudiffuse.nn.kernel.Contraction.PANEL;
import static dev.qudiffuse.nn.kernel.Vectors.LANES;
import static dev.qudiffuse.nn.kernel.Vectors.S;
import static dev.qudiffuse.nn.kernel.Vectors.WIDE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@link Kernels#contract} on vectors.
 *
 * <p>A tile of pixels by vectors of outputs stays in registers while the inputs stream by: each
 * step of the inner loop loads one vector of weights per output vector and broadcasts one input per
 * pixel. A tile fills the register file without spilling: 7 pixels x 2 vectors in 32 registers
 * (which come with 512-bit vectors), 4 x 2 in 16, with room left for weights and input; a tile of 6
 * x 2 would fit as well, but whether the compiler then spills depends on what it has seen before.
 *
 * <p>Pixels are taken in raster order, wherever rows end. Where the tiles do not divide them, the
 * last one overlaps the one before and computes some pixels again, to the same bits.
 *
 * <p>The tiles are written out by hand, stores included: an array of vectors would live in memory,
 * and so do the arguments of a call that is not inlined.
 */
final class VectorContraction {

  /** Pixels of a tile. */
  private static final int HEIGHT = WIDE ? 7 : 4;

  private VectorContraction() {}

  static void contract(
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
    boolean flat = biasStride == 0 && c.isFlat();
    int strips = flat ? 1 : images;
    int pixels = flat ? images * c.pixels() : c.pixels();
    boolean product = WIDE && flat && c.taps() == 1 && pixels >= Kernels.PIXELS_AT_ONCE;
    int vectors = c.outputs() / LANES;
    int width;
    for (int v = 0; v < vectors; v += width) {
      width = width(vectors - v, pixels, product);
      int w = packedOffset + c.packedIndex(0, v * LANES);
      int w1 = packedOffset + c.packedIndex(0, (v + 1) * LANES);
      int w2 = packedOffset + c.packedIndex(0, (v + 2) * LANES);
      int w3 = packedOffset + c.packedIndex(0, (v + 3) * LANES);
      for (int m = 0; m < strips; m++) {
        int a = inOffset + m * c.inImageStride();
        int b = biasOffset + m * biasStride + v * LANES;
        int o = outOffset + m * c.outImageStride() + v * LANES;
        switch (width) {
          case 1 -> contractOne(c, pixels, in, a, packed, w, bias, b, out, o);
          case 2 -> {
            if (product) {
              VectorProduct.two(c, pixels, in, a, packed, w, w1, bias, b, out, o);
            } else {
              contractTwo(c, pixels, in, a, packed, w, w1, bias, b, out, o);
            }
          }
          case 3 -> VectorProduct.three(c, pixels, in, a, packed, w, w1, w2, bias, b, out, o);
          default -> tile1x4(c, in, a, packed, w, w1, w2, w3, bias, b, out, o);
        }
      }
    }
    int done = vectors * LANES;
    if (done < c.outputs()) {
      int w = packedOffset + c.packedIndex(0, done);
      for (int m = 0; m < strips; m++) {
        int a = inOffset + m * c.inImageStride();
        int b = biasOffset + m * biasStride + done;
        int o = outOffset + m * c.outImageStride() + done;
        contractPart(c, pixels, in, a, packed, w, bias, b, out, o, c.outputs() - done);
      }
    }
  }

  /** Vectors of outputs that the next tiles compute, given how many are left. */
  private static int width(int left, int pixels, boolean product) {
    if (pixels == 1 && left >= 4) {
      return 4;
    }
    return product && left % 3 == 0 ? 3 : Math.min(left, 2);
  }

  /**
   * Where pixel {@code p} begins, given the distances from one pixel to the next and, beyond that,
   * from one row to the next.
   *
   * @param reciprocal 2^32 / columns, rounded up: a division is slow
   */
  private static int place(int p, long reciprocal, int step, int wrap) {
    return p * step + (int) (p * reciprocal >>> 32) * wrap;
  }

  private static long reciprocal(int columns) {
    return (1L << 32) / columns + 1;
  }

  /** Two output vectors of every pixel. */
  private static void contractTwo(
      Contraction c,
      int pixels,
      float[] in,
      int a,
      float[] packed,
      int w0,
      int w1,
      float[] bias,
      int b,
      float[] out,
      int o) {
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    int inWrap = c.rows() == 1 ? 0 : c.inRowStride() - c.columns() * inStep;
    int outWrap = c.rows() == 1 ? 0 : c.outRowStride() - c.columns() * outStep;
    long reciprocal = reciprocal(c.columns());
    if (pixels < HEIGHT) {
      for (int p = 0; p < pixels; p++) {
        int i = a + place(p, reciprocal, inStep, inWrap);
        tile1x2(c, in, i, packed, w0, w1, bias, b, out, o + place(p, reciprocal, outStep, outWrap));
      }
      return;
    }
    for (int next = 0; next < pixels; next += HEIGHT) {
      int p = Math.min(next, pixels - HEIGHT);
      if (WIDE) {
        tile7x2(
            c,
            in,
            a + place(p, reciprocal, inStep, inWrap),
            a + place(p + 1, reciprocal, inStep, inWrap),
            a + place(p + 2, reciprocal, inStep, inWrap),
            a + place(p + 3, reciprocal, inStep, inWrap),
            a + place(p + 4, reciprocal, inStep, inWrap),
            a + place(p + 5, reciprocal, inStep, inWrap),
            a + place(p + 6, reciprocal, inStep, inWrap),
            packed,
            w0,
            w1,
            bias,
            b,
            out,
            o + place(p, reciprocal, outStep, outWrap),
            o + place(p + 1, reciprocal, outStep, outWrap),
            o + place(p + 2, reciprocal, outStep, outWrap),
            o + place(p + 3, reciprocal, outStep, outWrap),
            o + place(p + 4, reciprocal, outStep, outWrap),
            o + place(p + 5, reciprocal, outStep, outWrap),
            o + place(p + 6, reciprocal, outStep, outWrap));
      } else {
        tile4x2(
            c,
            in,
            a + place(p, reciprocal, inStep, inWrap),
            a + place(p + 1, reciprocal, inStep, inWrap),
            a + place(p + 2, reciprocal, inStep, inWrap),
            a + place(p + 3, reciprocal, inStep, inWrap),
            packed,
            w0,
            w1,
            bias,
            b,
            out,
            o + place(p, reciprocal, outStep, outWrap),
            o + place(p + 1, reciprocal, outStep, outWrap),
            o + place(p + 2, reciprocal, outStep, outWrap),
            o + place(p + 3, reciprocal, outStep, outWrap));
      }
    }
  }

  /** One output vector of every pixel. */
  private static void contractOne(
      Contraction c,
      int pixels,
      float[] in,
      int a,
      float[] packed,
      int w0,
      float[] bias,
      int b,
      float[] out,
      int o) {
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    int inWrap = c.rows() == 1 ? 0 : c.inRowStride() - c.columns() * inStep;
    int outWrap = c.rows() == 1 ? 0 : c.outRowStride() - c.columns() * outStep;
    long reciprocal = reciprocal(c.columns());
    int p = 0;
    while (p < pixels) {
      if (pixels < 7) {
        int i = a + place(p, reciprocal, inStep, inWrap);
        tile1x1(c, in, i, packed, w0, bias, b, out, o + place(p, reciprocal, outStep, outWrap));
        p++;
      } else {
        p = Math.min(p, pixels - 7);
        tile7x1(
            c,
            in,
            a + place(p, reciprocal, inStep, inWrap),
            a + place(p + 1, reciprocal, inStep, inWrap),
            a + place(p + 2, reciprocal, inStep, inWrap),
            a + place(p + 3, reciprocal, inStep, inWrap),
            a + place(p + 4, reciprocal, inStep, inWrap),
            a + place(p + 5, reciprocal, inStep, inWrap),
            a + place(p + 6, reciprocal, inStep, inWrap),
            packed,
            w0,
            bias,
            b,
            out,
            o + place(p, reciprocal, outStep, outWrap),
            o + place(p + 1, reciprocal, outStep, outWrap),
            o + place(p + 2, reciprocal, outStep, outWrap),
            o + place(p + 3, reciprocal, outStep, outWrap),
            o + place(p + 4, reciprocal, outStep, outWrap),
            o + place(p + 5, reciprocal, outStep, outWrap),
            o + place(p + 6, reciprocal, outStep, outWrap));
        p += 7;
      }
    }
  }

  /** The outputs that fill no vector: {@code valid} of its lanes, for every pixel. */
  private static void contractPart(
      Contraction c,
      int pixels,
      float[] in,
      int a,
      float[] packed,
      int w,
      float[] bias,
      int b,
      float[] out,
      int o,
      int valid) {
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    int inWrap = c.rows() == 1 ? 0 : c.inRowStride() - c.columns() * inStep;
    int outWrap = c.rows() == 1 ? 0 : c.outRowStride() - c.columns() * outStep;
    long reciprocal = reciprocal(c.columns());
    for (int next = 0; next < pixels; next += 4) {
      int p0 = Math.min(next, Math.max(0, pixels - 4));
      int p1 = Math.min(p0 + 1, pixels - 1);
      int p2 = Math.min(p0 + 2, pixels - 1);
      int p3 = Math.min(p0 + 3, pixels - 1);
      partialTile(
          c,
          in,
          a + place(p0, reciprocal, inStep, inWrap),
          a + place(p1, reciprocal, inStep, inWrap),
          a + place(p2, reciprocal, inStep, inWrap),
          a + place(p3, reciprocal, inStep, inWrap),
          packed,
          w,
          bias,
          b,
          out,
          o + place(p0, reciprocal, outStep, outWrap),
          o + place(p1, reciprocal, outStep, outWrap),
          o + place(p2, reciprocal, outStep, outWrap),
          o + place(p3, reciprocal, outStep, outWrap),
          valid);
    }
  }

  /** Seven pixels, {@code i} where each one's inputs begin and {@code o} its outputs. */
  private static void tile7x2(
      Contraction c,
      float[] in,
      int i0,
      int i1,
      int i2,
      int i3,
      int i4,
      int i5,
      int i6,
      float[] packed,
      int w0,
      int w1,
      float[] bias,
      int b,
      float[] out,
      int o0,
      int o1,
      int o2,
      int o3,
      int o4,
      int o5,
      int o6) {
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
      int v0 = w0 + r * depth * PANEL;
      int v1 = w1 + r * depth * PANEL;
      int t = r * c.tapStride();
      int j0 = i0 + t;
      int j1 = i1 + t;
      int j2 = i2 + t;
      int j3 = i3 + t;
      int j4 = i4 + t;
      int j5 = i5 + t;
      int j6 = i6 + t;
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
        x = FloatVector.broadcast(S, in[j4 + k]);
        s40 = x.fma(f0, s40);
        s41 = x.fma(f1, s41);
        x = FloatVector.broadcast(S, in[j5 + k]);
        s50 = x.fma(f0, s50);
        s51 = x.fma(f1, s51);
        x = FloatVector.broadcast(S, in[j6 + k]);
        s60 = x.fma(f0, s60);
        s61 = x.fma(f1, s61);
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
    s40.intoArray(out, o4);
    s41.intoArray(out, o4 + LANES);
    s50.intoArray(out, o5);
    s51.intoArray(out, o5 + LANES);
    s60.intoArray(out, o6);
    s61.intoArray(out, o6 + LANES);
  }

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

  private static void tile7x1(
      Contraction c,
      float[] in,
      int i0,
      int i1,
      int i2,
      int i3,
      int i4,
      int i5,
      int i6,
      float[] packed,
      int w0,
      float[] bias,
      int b,
      float[] out,
      int o0,
      int o1,
      int o2,
      int o3,
      int o4,
      int o5,
      int o6) {
    int depth = c.depth();
    FloatVector s00 = FloatVector.fromArray(S, bias, b);
    FloatVector s10 = s00;
    FloatVector s20 = s00;
    FloatVector s30 = s00;
    FloatVector s40 = s00;
    FloatVector s50 = s00;
    FloatVector s60 = s00;
    for (int r = 0; r < c.taps(); r++) {
      int v0 = w0 + r * depth * PANEL;
      int t = r * c.tapStride();
      int j0 = i0 + t;
      int j1 = i1 + t;
      int j2 = i2 + t;
      int j3 = i3 + t;
      int j4 = i4 + t;
      int j5 = i5 + t;
      int j6 = i6 + t;
      for (int k = 0; k < depth; k++) {
        FloatVector f0 = FloatVector.fromArray(S, packed, v0 + k * PANEL);
        FloatVector x = FloatVector.broadcast(S, in[j0 + k]);
        s00 = x.fma(f0, s00);
        x = FloatVector.broadcast(S, in[j1 + k]);
        s10 = x.fma(f0, s10);
        x = FloatVector.broadcast(S, in[j2 + k]);
        s20 = x.fma(f0, s20);
        x = FloatVector.broadcast(S, in[j3 + k]);
        s30 = x.fma(f0, s30);
        x = FloatVector.broadcast(S, in[j4 + k]);
        s40 = x.fma(f0, s40);
        x = FloatVector.broadcast(S, in[j5 + k]);
        s50 = x.fma(f0, s50);
        x = FloatVector.broadcast(S, in[j6 + k]);
        s60 = x.fma(f0, s60);
      }
    }
    s00.intoArray(out, o0);
    s10.intoArray(out, o1);
    s20.intoArray(out, o2);
    s30.intoArray(out, o3);
    s40.intoArray(out, o4);
    s50.intoArray(out, o5);
    s60.intoArray(out, o6);
  }

  private static void tile1x4(
      Contraction c,
      float[] in,
      int i0,
      float[] packed,
      int w0,
      int w1,
      int w2,
      int w3,
      float[] bias,
      int b,
      float[] out,
      int o0) {
    int depth = c.depth();
    FloatVector s00 = FloatVector.fromArray(S, bias, b);
    FloatVector s01 = FloatVector.fromArray(S, bias, b + LANES);
    FloatVector s02 = FloatVector.fromArray(S, bias, b + 2 * LANES);
    FloatVector s03 = FloatVector.fromArray(S, bias, b + 3 * LANES);
    for (int r = 0; r < c.taps(); r++) {
      int v0 = w0 + r * depth * PANEL;
      int v1 = w1 + r * depth * PANEL;
      int v2 = w2 + r * depth * PANEL;
      int v3 = w3 + r * depth * PANEL;
      int t = r * c.tapStride();
      int j0 = i0 + t;
      for (int k = 0; k < depth; k++) {
        FloatVector f0 = FloatVector.fromArray(S, packed, v0 + k * PANEL);
        FloatVector f1 = FloatVector.fromArray(S, packed, v1 + k * PANEL);
        FloatVector f2 = FloatVector.fromArray(S, packed, v2 + k * PANEL);
        FloatVector f3 = FloatVector.fromArray(S, packed, v3 + k * PANEL);
        FloatVector x = FloatVector.broadcast(S, in[j0 + k]);
        s00 = x.fma(f0, s00);
        s01 = x.fma(f1, s01);
        s02 = x.fma(f2, s02);
        s03 = x.fma(f3, s03);
      }
    }
    s00.intoArray(out, o0);
    s01.intoArray(out, o0 + LANES);
    s02.intoArray(out, o0 + 2 * LANES);
    s03.intoArray(out, o0 + 3 * LANES);
  }

  private static void tile1x2(
      Contraction c,
      float[] in,
      int i0,
      float[] packed,
      int w0,
      int w1,
      float[] bias,
      int b,
      float[] out,
      int o0) {
    int depth = c.depth();
    FloatVector s00 = FloatVector.fromArray(S, bias, b);
    FloatVector s01 = FloatVector.fromArray(S, bias, b + LANES);
    for (int r = 0; r < c.taps(); r++) {
      int v0 = w0 + r * depth * PANEL;
      int v1 = w1 + r * depth * PANEL;
      int t = r * c.tapStride();
      int j0 = i0 + t;
      for (int k = 0; k < depth; k++) {
        FloatVector f0 = FloatVector.fromArray(S, packed, v0 + k * PANEL);
        FloatVector f1 = FloatVector.fromArray(S, packed, v1 + k * PANEL);
        FloatVector x = FloatVector.broadcast(S, in[j0 + k]);
        s00 = x.fma(f0, s00);
        s01 = x.fma(f1, s01);
      }
    }
    s00.intoArray(out, o0);
    s01.intoArray(out, o0 + LANES);
  }

  private static void tile1x1(
      Contraction c,
      float[] in,
      int i0,
      float[] packed,
      int w0,
      float[] bias,
      int b,
      float[] out,
      int o0) {
    int depth = c.depth();
    FloatVector s00 = FloatVector.fromArray(S, bias, b);
    for (int r = 0; r < c.taps(); r++) {
      int v0 = w0 + r * depth * PANEL;
      int t = r * c.tapStride();
      int j0 = i0 + t;
      for (int k = 0; k < depth; k++) {
        FloatVector f0 = FloatVector.fromArray(S, packed, v0 + k * PANEL);
        FloatVector x = FloatVector.broadcast(S, in[j0 + k]);
        s00 = x.fma(f0, s00);
      }
    }
    s00.intoArray(out, o0);
  }

  /** Four pixels, of whose one vector of outputs only some lanes exist. */
  private static void partialTile(
      Contraction c,
      float[] in,
      int i0,
      int i1,
      int i2,
      int i3,
      float[] packed,
      int w0,
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
    FloatVector s00 = FloatVector.fromArray(S, bias, b, lanes);
    FloatVector s10 = s00;
    FloatVector s20 = s00;
    FloatVector s30 = s00;
    for (int r = 0; r < c.taps(); r++) {
      int v0 = w0 + r * depth * PANEL;
      int t = r * c.tapStride();
      int j0 = i0 + t;
      int j1 = i1 + t;
      int j2 = i2 + t;
      int j3 = i3 + t;
      for (int k = 0; k < depth; k++) {
        FloatVector f0 = FloatVector.fromArray(S, packed, v0 + k * PANEL);
        FloatVector x = FloatVector.broadcast(S, in[j0 + k]);
        s00 = x.fma(f0, s00);
        x = FloatVector.broadcast(S, in[j1 + k]);
        s10 = x.fma(f0, s10);
        x = FloatVector.broadcast(S, in[j2 + k]);
        s20 = x.fma(f0, s20);
        x = FloatVector.broadcast(S, in[j3 + k]);
        s30 = x.fma(f0, s30);
      }
    }
    s00.intoArray(out, o0, lanes);
    s10.intoArray(out, o1, lanes);
    s20.intoArray(out, o2, lanes);
    s30.intoArray(out, o3, lanes);
  }
}
