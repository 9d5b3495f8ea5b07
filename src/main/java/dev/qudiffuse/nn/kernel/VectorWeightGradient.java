package dev.qudiffuse.nn.kernel;

import static dev.qudiffuse.nn.kernel.Vectors.LANES;
import static dev.qudiffuse.nn.kernel.Vectors.S;
import static dev.qudiffuse.nn.kernel.Vectors.WIDE;

import jdk.incubator.vector.FloatVector;

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
        for (; v + 2 <= vectors; v += 2) {
          int d = dOutOffset + v * LANES;
          int to = g + v * LANES;
          switch (height) {
            case 8 -> gradient8x2(c, strips, rows, columns, in, a, dOut, d, gradient, to);
            case 4 -> gradient4x2(c, strips, rows, columns, in, a, dOut, d, gradient, to);
            default -> gradient1x2(c, strips, rows, columns, in, a, dOut, d, gradient, to);
          }
        }
        if (v < vectors) {
          int d = dOutOffset + v * LANES;
          int to = g + v * LANES;
          switch (height) {
            case 8 -> gradient8x1(c, strips, rows, columns, in, a, dOut, d, gradient, to);
            default -> {
              for (int j = 0; j < height; j++) {
                int row = to + j * outputs;
                gradient1x1(c, strips, rows, columns, in, a + j, dOut, d, gradient, row);
              }
            }
          }
        }
        k += height;
      }
    }
    int done = vectors * LANES;
    if (done < outputs) {
      ScalarKernels.weightGradientFrom(
          done, c, images, in, inOffset, dOut, dOutOffset, gradient, gradientOffset);
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
}
