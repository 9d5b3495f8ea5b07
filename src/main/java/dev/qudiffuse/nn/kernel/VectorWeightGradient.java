package dev.qudiffuse.nn.kernel;

import static dev.qudiffuse.nn.kernel.Vectors.LANES;
import static dev.qudiffuse.nn.kernel.Vectors.S;
import static dev.qudiffuse.nn.kernel.Vectors.WIDE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@link Kernels#weightGradient} on vectors: tiles of inputs by vectors of outputs, whose sums stay
 * in registers while the pixels stream by. See {@link VectorContraction} for their sizes, and for
 * why they are written out.
 */
final class VectorWeightGradient {

  private VectorWeightGradient() {}

  static void weightGradient(
      Contraction c,
      int images,
      float[] in,
      int inOffset,
      float[] dOut,
      int dOutOffset,
      float[] gradient,
      int gradientOffset) {
    boolean flat = c.isFlat();
    int strips = flat ? 1 : images;
    int rows = flat ? 1 : c.rows();
    int columns = flat ? images * c.pixels() : c.columns();
    if (flat && columns == 1) {
      outerProduct(c, in, inOffset, dOut, dOutOffset, gradient, gradientOffset);
      return;
    }
    int vectors = c.outputs() / LANES;
    int outputs = c.outputs();
    for (int r = 0; r < c.taps(); r++) {
      int k = 0;
      while (k < c.depth()) {
        int height = height(c.depth() - k);
        int a = inOffset + r * c.tapStride() + k;
        int g = gradientOffset + (r * c.depth() + k) * outputs;
        int v = 0;
        while (v < vectors) {
          int d = dOutOffset + v * LANES;
          int to = g + v * LANES;
          int width = height == 8 && (vectors - v) % 3 == 0 ? 3 : Math.min(vectors - v, 2);
          if (width == 3) {
            gradient8x3(c, strips, rows, columns, in, a, dOut, d, gradient, to);
          } else if (width == 2) {
            switch (height) {
              case 8 -> gradient8x2(c, strips, rows, columns, in, a, dOut, d, gradient, to);
              case 4 -> gradient4x2(c, strips, rows, columns, in, a, dOut, d, gradient, to);
              default -> gradient1x2(c, strips, rows, columns, in, a, dOut, d, gradient, to);
            }
          } else if (height == 8) {
            gradient8x1(c, strips, rows, columns, in, a, dOut, d, gradient, to);
          } else {
            for (int j = 0; j < height; j++) {
              int row = to + j * outputs;
              gradient1x1(c, strips, rows, columns, in, a + j, dOut, d, gradient, row);
            }
          }
          v += width;
        }
        int done = vectors * LANES;
        if (done < outputs) {
          int valid = outputs - done;
          int d = dOutOffset + done;
          int to = g + done;
          if (height == 8) {
            part8(c, strips, rows, columns, in, a, dOut, d, gradient, to, valid);
          } else {
            for (int j = 0; j < height; j++) {
              int row = to + j * outputs;
              part1(c, strips, rows, columns, in, a + j, dOut, d, gradient, row, valid);
            }
          }
        }
        k += height;
      }
    }
  }

  /** Inputs of the next tile, given how many are left. */
  private static int height(int left) {
    if (WIDE && left >= 8) {
      return 8;
    }
    return left >= 4 ? 4 : 1;
  }

  /**
   * The gradient of a linear map's weights for one vector, row by row as they lie in memory: there
   * is no sum to keep in registers.
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
          FloatVector product = f.mul(FloatVector.fromArray(S, dOut, dOutOffset + n));
          FloatVector.fromArray(S, gradient, g + n).add(product).intoArray(gradient, g + n);
        }
        for (int n = whole; n < outputs; n++) {
          gradient[g + n] += x * dOut[dOutOffset + n];
        }
      }
    }
  }

  private static void gradient8x2(
      Contraction c,
      int images,
      int rows,
      int columns,
      float[] in,
      int a,
      float[] dOut,
      int d,
      float[] gradient,
      int g) {
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
    for (int m = 0; m < images; m++) {
      for (int y = 0; y < rows; y++) {
        int i = a + m * c.inImageStride() + y * c.inRowStride();
        int o = d + m * c.outImageStride() + y * c.outRowStride();
        for (int x = 0; x < columns; x++) {
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

  private static void gradient8x3(
      Contraction c,
      int images,
      int rows,
      int columns,
      float[] in,
      int a,
      float[] dOut,
      int d,
      float[] gradient,
      int g) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s02 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s12 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s22 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    FloatVector s32 = FloatVector.zero(S);
    FloatVector s40 = FloatVector.zero(S);
    FloatVector s41 = FloatVector.zero(S);
    FloatVector s42 = FloatVector.zero(S);
    FloatVector s50 = FloatVector.zero(S);
    FloatVector s51 = FloatVector.zero(S);
    FloatVector s52 = FloatVector.zero(S);
    FloatVector s60 = FloatVector.zero(S);
    FloatVector s61 = FloatVector.zero(S);
    FloatVector s62 = FloatVector.zero(S);
    FloatVector s70 = FloatVector.zero(S);
    FloatVector s71 = FloatVector.zero(S);
    FloatVector s72 = FloatVector.zero(S);
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    for (int m = 0; m < images; m++) {
      for (int y = 0; y < rows; y++) {
        int i = a + m * c.inImageStride() + y * c.inRowStride();
        int o = d + m * c.outImageStride() + y * c.outRowStride();
        for (int x = 0; x < columns; x++) {
          FloatVector d0 = FloatVector.fromArray(S, dOut, o);
          FloatVector d1 = FloatVector.fromArray(S, dOut, o + LANES);
          FloatVector d2 = FloatVector.fromArray(S, dOut, o + 2 * LANES);
          FloatVector f = FloatVector.broadcast(S, in[i]);
          s00 = f.fma(d0, s00);
          s01 = f.fma(d1, s01);
          s02 = f.fma(d2, s02);
          f = FloatVector.broadcast(S, in[i + 1]);
          s10 = f.fma(d0, s10);
          s11 = f.fma(d1, s11);
          s12 = f.fma(d2, s12);
          f = FloatVector.broadcast(S, in[i + 2]);
          s20 = f.fma(d0, s20);
          s21 = f.fma(d1, s21);
          s22 = f.fma(d2, s22);
          f = FloatVector.broadcast(S, in[i + 3]);
          s30 = f.fma(d0, s30);
          s31 = f.fma(d1, s31);
          s32 = f.fma(d2, s32);
          f = FloatVector.broadcast(S, in[i + 4]);
          s40 = f.fma(d0, s40);
          s41 = f.fma(d1, s41);
          s42 = f.fma(d2, s42);
          f = FloatVector.broadcast(S, in[i + 5]);
          s50 = f.fma(d0, s50);
          s51 = f.fma(d1, s51);
          s52 = f.fma(d2, s52);
          f = FloatVector.broadcast(S, in[i + 6]);
          s60 = f.fma(d0, s60);
          s61 = f.fma(d1, s61);
          s62 = f.fma(d2, s62);
          f = FloatVector.broadcast(S, in[i + 7]);
          s70 = f.fma(d0, s70);
          s71 = f.fma(d1, s71);
          s72 = f.fma(d2, s72);
          i += inStep;
          o += outStep;
        }
      }
    }
    int outputs = c.outputs();
    FloatVector.fromArray(S, gradient, g).add(s00).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s01).intoArray(gradient, g + LANES);
    FloatVector.fromArray(S, gradient, g + 2 * LANES).add(s02).intoArray(gradient, g + 2 * LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s10).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s11).intoArray(gradient, g + LANES);
    FloatVector.fromArray(S, gradient, g + 2 * LANES).add(s12).intoArray(gradient, g + 2 * LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s20).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s21).intoArray(gradient, g + LANES);
    FloatVector.fromArray(S, gradient, g + 2 * LANES).add(s22).intoArray(gradient, g + 2 * LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s30).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s31).intoArray(gradient, g + LANES);
    FloatVector.fromArray(S, gradient, g + 2 * LANES).add(s32).intoArray(gradient, g + 2 * LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s40).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s41).intoArray(gradient, g + LANES);
    FloatVector.fromArray(S, gradient, g + 2 * LANES).add(s42).intoArray(gradient, g + 2 * LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s50).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s51).intoArray(gradient, g + LANES);
    FloatVector.fromArray(S, gradient, g + 2 * LANES).add(s52).intoArray(gradient, g + 2 * LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s60).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s61).intoArray(gradient, g + LANES);
    FloatVector.fromArray(S, gradient, g + 2 * LANES).add(s62).intoArray(gradient, g + 2 * LANES);
    g += outputs;
    FloatVector.fromArray(S, gradient, g).add(s70).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s71).intoArray(gradient, g + LANES);
    FloatVector.fromArray(S, gradient, g + 2 * LANES).add(s72).intoArray(gradient, g + 2 * LANES);
  }

  private static void gradient4x2(
      Contraction c,
      int images,
      int rows,
      int columns,
      float[] in,
      int a,
      float[] dOut,
      int d,
      float[] gradient,
      int g) {
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
    for (int m = 0; m < images; m++) {
      for (int y = 0; y < rows; y++) {
        int i = a + m * c.inImageStride() + y * c.inRowStride();
        int o = d + m * c.outImageStride() + y * c.outRowStride();
        for (int x = 0; x < columns; x++) {
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
      Contraction c,
      int images,
      int rows,
      int columns,
      float[] in,
      int a,
      float[] dOut,
      int d,
      float[] gradient,
      int g) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    for (int m = 0; m < images; m++) {
      for (int y = 0; y < rows; y++) {
        int i = a + m * c.inImageStride() + y * c.inRowStride();
        int o = d + m * c.outImageStride() + y * c.outRowStride();
        for (int x = 0; x < columns; x++) {
          FloatVector d0 = FloatVector.fromArray(S, dOut, o);
          FloatVector d1 = FloatVector.fromArray(S, dOut, o + LANES);
          FloatVector f = FloatVector.broadcast(S, in[i]);
          s00 = f.fma(d0, s00);
          s01 = f.fma(d1, s01);
          i += inStep;
          o += outStep;
        }
      }
    }
    FloatVector.fromArray(S, gradient, g).add(s00).intoArray(gradient, g);
    FloatVector.fromArray(S, gradient, g + LANES).add(s01).intoArray(gradient, g + LANES);
  }

  private static void gradient8x1(
      Contraction c,
      int images,
      int rows,
      int columns,
      float[] in,
      int a,
      float[] dOut,
      int d,
      float[] gradient,
      int g) {
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
    for (int m = 0; m < images; m++) {
      for (int y = 0; y < rows; y++) {
        int i = a + m * c.inImageStride() + y * c.inRowStride();
        int o = d + m * c.outImageStride() + y * c.outRowStride();
        for (int x = 0; x < columns; x++) {
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

  private static void gradient1x1(
      Contraction c,
      int images,
      int rows,
      int columns,
      float[] in,
      int a,
      float[] dOut,
      int d,
      float[] gradient,
      int g) {
    FloatVector s00 = FloatVector.zero(S);
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    for (int m = 0; m < images; m++) {
      for (int y = 0; y < rows; y++) {
        int i = a + m * c.inImageStride() + y * c.inRowStride();
        int o = d + m * c.outImageStride() + y * c.outRowStride();
        for (int x = 0; x < columns; x++) {
          FloatVector d0 = FloatVector.fromArray(S, dOut, o);
          FloatVector f = FloatVector.broadcast(S, in[i]);
          s00 = f.fma(d0, s00);
          i += inStep;
          o += outStep;
        }
      }
    }
    FloatVector.fromArray(S, gradient, g).add(s00).intoArray(gradient, g);
  }

  /** Eight inputs of an output vector of which only {@code valid} lanes exist. */
  private static void part8(
      Contraction c,
      int images,
      int rows,
      int columns,
      float[] in,
      int a,
      float[] dOut,
      int d,
      float[] gradient,
      int g,
      int valid) {
    VectorMask<Float> lanes = S.indexInRange(0, valid);
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
    for (int m = 0; m < images; m++) {
      for (int y = 0; y < rows; y++) {
        int i = a + m * c.inImageStride() + y * c.inRowStride();
        int o = d + m * c.outImageStride() + y * c.outRowStride();
        for (int x = 0; x < columns; x++) {
          FloatVector d0 = FloatVector.fromArray(S, dOut, o, lanes);
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
    }
    int outputs = c.outputs();
    FloatVector.fromArray(S, gradient, g, lanes).add(s00).intoArray(gradient, g, lanes);
    g += outputs;
    FloatVector.fromArray(S, gradient, g, lanes).add(s10).intoArray(gradient, g, lanes);
    g += outputs;
    FloatVector.fromArray(S, gradient, g, lanes).add(s20).intoArray(gradient, g, lanes);
    g += outputs;
    FloatVector.fromArray(S, gradient, g, lanes).add(s30).intoArray(gradient, g, lanes);
    g += outputs;
    FloatVector.fromArray(S, gradient, g, lanes).add(s40).intoArray(gradient, g, lanes);
    g += outputs;
    FloatVector.fromArray(S, gradient, g, lanes).add(s50).intoArray(gradient, g, lanes);
    g += outputs;
    FloatVector.fromArray(S, gradient, g, lanes).add(s60).intoArray(gradient, g, lanes);
    g += outputs;
    FloatVector.fromArray(S, gradient, g, lanes).add(s70).intoArray(gradient, g, lanes);
  }

  private static void part1(
      Contraction c,
      int images,
      int rows,
      int columns,
      float[] in,
      int a,
      float[] dOut,
      int d,
      float[] gradient,
      int g,
      int valid) {
    VectorMask<Float> lanes = S.indexInRange(0, valid);
    FloatVector s00 = FloatVector.zero(S);
    int inStep = c.inPixelStride();
    int outStep = c.outPixelStride();
    for (int m = 0; m < images; m++) {
      for (int y = 0; y < rows; y++) {
        int i = a + m * c.inImageStride() + y * c.inRowStride();
        int o = d + m * c.outImageStride() + y * c.outRowStride();
        for (int x = 0; x < columns; x++) {
          FloatVector d0 = FloatVector.fromArray(S, dOut, o, lanes);
          FloatVector f = FloatVector.broadcast(S, in[i]);
          s00 = f.fma(d0, s00);
          i += inStep;
          o += outStep;
        }
      }
    }
    FloatVector.fromArray(S, gradient, g, lanes).add(s00).intoArray(gradient, g, lanes);
  }
}
