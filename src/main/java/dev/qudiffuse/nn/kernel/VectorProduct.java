package dev.qudiffuse.nn.kernel;

import static dev.qudiffuse.nn.kernel.Contraction.PANEL;
import static dev.qudiffuse.nn.kernel.Vectors.LANES;
import static dev.qudiffuse.nn.kernel.Vectors.S;

import jdk.incubator.vector.FloatVector;

/**
 * {@link VectorContraction} for what is a plain product of matrices, as in every place of {@link
 * Winograd}'s tiles, with vectors of 512 bits: of one tap, and pixels at equal distances wherever
 * rows and images end.
 *
 * <p>Without the loop over taps, and with one distance in place of a pixel's own index each, the
 * compiler finds registers for more: tiles of 14 pixels x 2 vectors and 7 x 3, which load less for
 * each multiply-add than 7 x 2.
 */
final class VectorProduct {

  private VectorProduct() {}

  /**
   * Two vectors of outputs of every pixel; the indices as in {@link Kernels#contract}, {@code w0}
   * and {@code w1} those of the vectors' weights.
   */
  static void two(
      Contraction c,
      int pixels,
      float[] in,
      int i,
      float[] packed,
      int w0,
      int w1,
      float[] bias,
      int b,
      float[] out,
      int o) {
    int depth = c.depth();
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    int p = 0;
    for (; p <= pixels - 14; p += 14) {
      int from = i + p * inStep;
      tile14x2(depth, in, from, inStep, packed, w0, w1, bias, b, out, o + p * outStep, outStep);
    }
    for (; p < pixels; p += 7) {
      int q = Math.min(p, pixels - 7);
      int from = i + q * inStep;
      tile7x2(depth, in, from, inStep, packed, w0, w1, bias, b, out, o + q * outStep, outStep);
    }
  }

  /** Three vectors of outputs of every pixel. */
  static void three(
      Contraction c,
      int pixels,
      float[] in,
      int i,
      float[] packed,
      int w0,
      int w1,
      int w2,
      float[] bias,
      int b,
      float[] out,
      int o) {
    int depth = c.depth();
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    for (int p = 0; p < pixels; p += 7) {
      int q = Math.min(p, pixels - 7);
      int from = i + q * inStep;
      tile7x3(depth, in, from, inStep, packed, w0, w1, w2, bias, b, out, o + q * outStep, outStep);
    }
  }

  private static void tile14x2(
      int depth,
      float[] in,
      int i0,
      int inStep,
      float[] packed,
      int w0,
      int w1,
      float[] bias,
      int b,
      float[] out,
      int o,
      int outStep) {
    int i1 = i0 + inStep;
    int i2 = i0 + 2 * inStep;
    int i3 = i0 + 3 * inStep;
    int i4 = i0 + 4 * inStep;
    int i5 = i0 + 5 * inStep;
    int i6 = i0 + 6 * inStep;
    int i7 = i0 + 7 * inStep;
    int i8 = i0 + 8 * inStep;
    int i9 = i0 + 9 * inStep;
    int i10 = i0 + 10 * inStep;
    int i11 = i0 + 11 * inStep;
    int i12 = i0 + 12 * inStep;
    int i13 = i0 + 13 * inStep;
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
    FloatVector s70 = s00;
    FloatVector s71 = s01;
    FloatVector s80 = s00;
    FloatVector s81 = s01;
    FloatVector s90 = s00;
    FloatVector s91 = s01;
    FloatVector s100 = s00;
    FloatVector s101 = s01;
    FloatVector s110 = s00;
    FloatVector s111 = s01;
    FloatVector s120 = s00;
    FloatVector s121 = s01;
    FloatVector s130 = s00;
    FloatVector s131 = s01;
    for (int k = 0; k < depth; k++) {
      FloatVector f0 = FloatVector.fromArray(S, packed, w0 + k * PANEL);
      FloatVector f1 = FloatVector.fromArray(S, packed, w1 + k * PANEL);
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
      x = FloatVector.broadcast(S, in[i7 + k]);
      s70 = x.fma(f0, s70);
      s71 = x.fma(f1, s71);
      x = FloatVector.broadcast(S, in[i8 + k]);
      s80 = x.fma(f0, s80);
      s81 = x.fma(f1, s81);
      x = FloatVector.broadcast(S, in[i9 + k]);
      s90 = x.fma(f0, s90);
      s91 = x.fma(f1, s91);
      x = FloatVector.broadcast(S, in[i10 + k]);
      s100 = x.fma(f0, s100);
      s101 = x.fma(f1, s101);
      x = FloatVector.broadcast(S, in[i11 + k]);
      s110 = x.fma(f0, s110);
      s111 = x.fma(f1, s111);
      x = FloatVector.broadcast(S, in[i12 + k]);
      s120 = x.fma(f0, s120);
      s121 = x.fma(f1, s121);
      x = FloatVector.broadcast(S, in[i13 + k]);
      s130 = x.fma(f0, s130);
      s131 = x.fma(f1, s131);
    }
    s00.intoArray(out, o);
    s01.intoArray(out, o + LANES);
    s10.intoArray(out, o + outStep);
    s11.intoArray(out, o + outStep + LANES);
    s20.intoArray(out, o + 2 * outStep);
    s21.intoArray(out, o + 2 * outStep + LANES);
    s30.intoArray(out, o + 3 * outStep);
    s31.intoArray(out, o + 3 * outStep + LANES);
    s40.intoArray(out, o + 4 * outStep);
    s41.intoArray(out, o + 4 * outStep + LANES);
    s50.intoArray(out, o + 5 * outStep);
    s51.intoArray(out, o + 5 * outStep + LANES);
    s60.intoArray(out, o + 6 * outStep);
    s61.intoArray(out, o + 6 * outStep + LANES);
    s70.intoArray(out, o + 7 * outStep);
    s71.intoArray(out, o + 7 * outStep + LANES);
    s80.intoArray(out, o + 8 * outStep);
    s81.intoArray(out, o + 8 * outStep + LANES);
    s90.intoArray(out, o + 9 * outStep);
    s91.intoArray(out, o + 9 * outStep + LANES);
    s100.intoArray(out, o + 10 * outStep);
    s101.intoArray(out, o + 10 * outStep + LANES);
    s110.intoArray(out, o + 11 * outStep);
    s111.intoArray(out, o + 11 * outStep + LANES);
    s120.intoArray(out, o + 12 * outStep);
    s121.intoArray(out, o + 12 * outStep + LANES);
    s130.intoArray(out, o + 13 * outStep);
    s131.intoArray(out, o + 13 * outStep + LANES);
  }

  private static void tile7x2(
      int depth,
      float[] in,
      int i0,
      int inStep,
      float[] packed,
      int w0,
      int w1,
      float[] bias,
      int b,
      float[] out,
      int o,
      int outStep) {
    int i1 = i0 + inStep;
    int i2 = i0 + 2 * inStep;
    int i3 = i0 + 3 * inStep;
    int i4 = i0 + 4 * inStep;
    int i5 = i0 + 5 * inStep;
    int i6 = i0 + 6 * inStep;
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
    for (int k = 0; k < depth; k++) {
      FloatVector f0 = FloatVector.fromArray(S, packed, w0 + k * PANEL);
      FloatVector f1 = FloatVector.fromArray(S, packed, w1 + k * PANEL);
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
    s00.intoArray(out, o);
    s01.intoArray(out, o + LANES);
    s10.intoArray(out, o + outStep);
    s11.intoArray(out, o + outStep + LANES);
    s20.intoArray(out, o + 2 * outStep);
    s21.intoArray(out, o + 2 * outStep + LANES);
    s30.intoArray(out, o + 3 * outStep);
    s31.intoArray(out, o + 3 * outStep + LANES);
    s40.intoArray(out, o + 4 * outStep);
    s41.intoArray(out, o + 4 * outStep + LANES);
    s50.intoArray(out, o + 5 * outStep);
    s51.intoArray(out, o + 5 * outStep + LANES);
    s60.intoArray(out, o + 6 * outStep);
    s61.intoArray(out, o + 6 * outStep + LANES);
  }

  private static void tile7x3(
      int depth,
      float[] in,
      int i0,
      int inStep,
      float[] packed,
      int w0,
      int w1,
      int w2,
      float[] bias,
      int b,
      float[] out,
      int o,
      int outStep) {
    int i1 = i0 + inStep;
    int i2 = i0 + 2 * inStep;
    int i3 = i0 + 3 * inStep;
    int i4 = i0 + 4 * inStep;
    int i5 = i0 + 5 * inStep;
    int i6 = i0 + 6 * inStep;
    FloatVector s00 = FloatVector.fromArray(S, bias, b);
    FloatVector s01 = FloatVector.fromArray(S, bias, b + LANES);
    FloatVector s02 = FloatVector.fromArray(S, bias, b + 2 * LANES);
    FloatVector s10 = s00;
    FloatVector s11 = s01;
    FloatVector s12 = s02;
    FloatVector s20 = s00;
    FloatVector s21 = s01;
    FloatVector s22 = s02;
    FloatVector s30 = s00;
    FloatVector s31 = s01;
    FloatVector s32 = s02;
    FloatVector s40 = s00;
    FloatVector s41 = s01;
    FloatVector s42 = s02;
    FloatVector s50 = s00;
    FloatVector s51 = s01;
    FloatVector s52 = s02;
    FloatVector s60 = s00;
    FloatVector s61 = s01;
    FloatVector s62 = s02;
    for (int k = 0; k < depth; k++) {
      FloatVector f0 = FloatVector.fromArray(S, packed, w0 + k * PANEL);
      FloatVector f1 = FloatVector.fromArray(S, packed, w1 + k * PANEL);
      FloatVector f2 = FloatVector.fromArray(S, packed, w2 + k * PANEL);
      FloatVector x = FloatVector.broadcast(S, in[i0 + k]);
      s00 = x.fma(f0, s00);
      s01 = x.fma(f1, s01);
      s02 = x.fma(f2, s02);
      x = FloatVector.broadcast(S, in[i1 + k]);
      s10 = x.fma(f0, s10);
      s11 = x.fma(f1, s11);
      s12 = x.fma(f2, s12);
      x = FloatVector.broadcast(S, in[i2 + k]);
      s20 = x.fma(f0, s20);
      s21 = x.fma(f1, s21);
      s22 = x.fma(f2, s22);
      x = FloatVector.broadcast(S, in[i3 + k]);
      s30 = x.fma(f0, s30);
      s31 = x.fma(f1, s31);
      s32 = x.fma(f2, s32);
      x = FloatVector.broadcast(S, in[i4 + k]);
      s40 = x.fma(f0, s40);
      s41 = x.fma(f1, s41);
      s42 = x.fma(f2, s42);
      x = FloatVector.broadcast(S, in[i5 + k]);
      s50 = x.fma(f0, s50);
      s51 = x.fma(f1, s51);
      s52 = x.fma(f2, s52);
      x = FloatVector.broadcast(S, in[i6 + k]);
      s60 = x.fma(f0, s60);
      s61 = x.fma(f1, s61);
      s62 = x.fma(f2, s62);
    }
    s00.intoArray(out, o);
    s01.intoArray(out, o + LANES);
    s02.intoArray(out, o + 2 * LANES);
    s10.intoArray(out, o + outStep);
    s11.intoArray(out, o + outStep + LANES);
    s12.intoArray(out, o + outStep + 2 * LANES);
    s20.intoArray(out, o + 2 * outStep);
    s21.intoArray(out, o + 2 * outStep + LANES);
    s22.intoArray(out, o + 2 * outStep + 2 * LANES);
    s30.intoArray(out, o + 3 * outStep);
    s31.intoArray(out, o + 3 * outStep + LANES);
    s32.intoArray(out, o + 3 * outStep + 2 * LANES);
    s40.intoArray(out, o + 4 * outStep);
    s41.intoArray(out, o + 4 * outStep + LANES);
    s42.intoArray(out, o + 4 * outStep + 2 * LANES);
    s50.intoArray(out, o + 5 * outStep);
    s51.intoArray(out, o + 5 * outStep + LANES);
    s52.intoArray(out, o + 5 * outStep + 2 * LANES);
    s60.intoArray(out, o + 6 * outStep);
    s61.intoArray(out, o + 6 * outStep + LANES);
    s62.intoArray(out, o + 6 * outStep + 2 * LANES);
  }
}
