package dev.qudiffuse.nn.kernel;

import static dev.qudiffuse.nn.kernel.CacheLines.ORIGIN;
import static dev.qudiffuse.nn.kernel.Vectors.LANES;
import static dev.qudiffuse.nn.kernel.Vectors.S;
import static dev.qudiffuse.nn.kernel.Winograd.PATCH;
import static dev.qudiffuse.nn.kernel.Winograd.PLACE_STRIDE;
import static dev.qudiffuse.nn.kernel.Winograd.TILE;

import jdk.incubator.vector.FloatVector;

/**
 * The transforms of {@link Winograd}'s method on vectors of channels. Channels that do not fill
 * vectors are left to the reference.
 *
 * <p>Each transform goes over the columns of a tile and then over its rows, by way of a scratch
 * array that stays in the first cache. Both sweeps stand in one method: a helper for six vectors is
 * too large to be inlined, and its call costs more than it does.
 */
final class VectorWinograd {

  private static final ScalarKernels SCALAR = new ScalarKernels();

  private VectorWinograd() {}

  /** {@link Kernels#winogradInput}. */
  static void input(
      Winograd w, float[] x, int channels, int first, int tiles, float[] scratch, float[] out) {
    if (channels % LANES != 0) {
      SCALAR.winogradInput(w, x, channels, first, tiles, scratch, out);
      return;
    }
    int rowStride = w.rowStride(channels);
    FloatVector two = FloatVector.broadcast(S, 2f);
    FloatVector minusTwo = FloatVector.broadcast(S, -2f);
    FloatVector four = FloatVector.broadcast(S, 4f);
    FloatVector minusFour = FloatVector.broadcast(S, -4f);
    FloatVector minusFive = FloatVector.broadcast(S, -5f);
    for (int t = 0; t < tiles; t++) {
      int from = w.patch(first + t, channels);
      int to = ORIGIN + t * channels;
      for (int c = 0; c < channels; c += LANES) {
        for (int n = 0; n < PATCH; n++) {
          int i = from + c + n * channels;
          int o = ORIGIN + n * LANES;
          FloatVector d0 = FloatVector.fromArray(S, x, i);
          FloatVector d1 = FloatVector.fromArray(S, x, i + rowStride);
          FloatVector d2 = FloatVector.fromArray(S, x, i + 2 * rowStride);
          FloatVector d3 = FloatVector.fromArray(S, x, i + 3 * rowStride);
          FloatVector d4 = FloatVector.fromArray(S, x, i + 4 * rowStride);
          FloatVector d5 = FloatVector.fromArray(S, x, i + 5 * rowStride);
          FloatVector a = d2.fma(minusFour, d4);
          FloatVector b = d1.fma(minusFour, d3);
          FloatVector e = d4.sub(d2);
          FloatVector f = d3.sub(d1);
          d0.fma(four, d2.fma(minusFive, d4)).intoArray(scratch, o);
          a.add(b).intoArray(scratch, o + PATCH * LANES);
          a.sub(b).intoArray(scratch, o + 2 * PATCH * LANES);
          f.fma(two, e).intoArray(scratch, o + 3 * PATCH * LANES);
          f.fma(minusTwo, e).intoArray(scratch, o + 4 * PATCH * LANES);
          d1.fma(four, d3.fma(minusFive, d5)).intoArray(scratch, o + 5 * PATCH * LANES);
        }
        for (int n = 0; n < PATCH; n++) {
          int i = ORIGIN + n * PATCH * LANES;
          int o = to + c + n * PATCH * PLACE_STRIDE;
          FloatVector d0 = FloatVector.fromArray(S, scratch, i);
          FloatVector d1 = FloatVector.fromArray(S, scratch, i + LANES);
          FloatVector d2 = FloatVector.fromArray(S, scratch, i + 2 * LANES);
          FloatVector d3 = FloatVector.fromArray(S, scratch, i + 3 * LANES);
          FloatVector d4 = FloatVector.fromArray(S, scratch, i + 4 * LANES);
          FloatVector d5 = FloatVector.fromArray(S, scratch, i + 5 * LANES);
          FloatVector a = d2.fma(minusFour, d4);
          FloatVector b = d1.fma(minusFour, d3);
          FloatVector e = d4.sub(d2);
          FloatVector f = d3.sub(d1);
          d0.fma(four, d2.fma(minusFive, d4)).intoArray(out, o);
          a.add(b).intoArray(out, o + PLACE_STRIDE);
          a.sub(b).intoArray(out, o + 2 * PLACE_STRIDE);
          f.fma(two, e).intoArray(out, o + 3 * PLACE_STRIDE);
          f.fma(minusTwo, e).intoArray(out, o + 4 * PLACE_STRIDE);
          d1.fma(four, d3.fma(minusFive, d5)).intoArray(out, o + 5 * PLACE_STRIDE);
        }
      }
    }
  }

  /** {@link Kernels#winogradOutput}. */
  static void output(
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
    if (channels % LANES != 0) {
      SCALAR.winogradOutput(w, m, channels, first, tiles, bias, biasOffset, biasStride, scratch, y);
      return;
    }
    int rowStride = w.rowStride(channels);
    FloatVector two = FloatVector.broadcast(S, 2f);
    FloatVector four = FloatVector.broadcast(S, 4f);
    FloatVector eight = FloatVector.broadcast(S, 8f);
    for (int t = 0; t < tiles; t++) {
      int b = biasOffset + (first + t) / w.tiles() * biasStride;
      int from = ORIGIN + t * channels;
      int to = w.patch(first + t, channels) + rowStride + channels;
      for (int c = 0; c < channels; c += LANES) {
        FloatVector plus = FloatVector.fromArray(S, bias, b + c);
        for (int n = 0; n < PATCH; n++) {
          int i = from + c + n * PLACE_STRIDE;
          int o = ORIGIN + n * LANES;
          FloatVector m0 = FloatVector.fromArray(S, m, i);
          FloatVector m1 = FloatVector.fromArray(S, m, i + PATCH * PLACE_STRIDE);
          FloatVector m2 = FloatVector.fromArray(S, m, i + 2 * PATCH * PLACE_STRIDE);
          FloatVector m3 = FloatVector.fromArray(S, m, i + 3 * PATCH * PLACE_STRIDE);
          FloatVector m4 = FloatVector.fromArray(S, m, i + 4 * PATCH * PLACE_STRIDE);
          FloatVector m5 = FloatVector.fromArray(S, m, i + 5 * PATCH * PLACE_STRIDE);
          FloatVector s = m1.add(m2);
          FloatVector d = m1.sub(m2);
          FloatVector p = m3.add(m4);
          FloatVector q = m3.sub(m4);
          m0.add(s).add(p).intoArray(scratch, o);
          q.fma(two, d).intoArray(scratch, o + PATCH * LANES);
          p.fma(four, s).intoArray(scratch, o + 2 * PATCH * LANES);
          q.fma(eight, d).add(m5).intoArray(scratch, o + 3 * PATCH * LANES);
        }
        for (int n = 0; n < TILE; n++) {
          int i = ORIGIN + n * PATCH * LANES;
          int o = to + c + n * rowStride;
          FloatVector m0 = FloatVector.fromArray(S, scratch, i);
          FloatVector m1 = FloatVector.fromArray(S, scratch, i + LANES);
          FloatVector m2 = FloatVector.fromArray(S, scratch, i + 2 * LANES);
          FloatVector m3 = FloatVector.fromArray(S, scratch, i + 3 * LANES);
          FloatVector m4 = FloatVector.fromArray(S, scratch, i + 4 * LANES);
          FloatVector m5 = FloatVector.fromArray(S, scratch, i + 5 * LANES);
          FloatVector s = m1.add(m2);
          FloatVector d = m1.sub(m2);
          FloatVector p = m3.add(m4);
          FloatVector q = m3.sub(m4);
          m0.add(s).add(p).add(plus).intoArray(y, o);
          q.fma(two, d).add(plus).intoArray(y, o + channels);
          p.fma(four, s).add(plus).intoArray(y, o + 2 * channels);
          q.fma(eight, d).add(m5).add(plus).intoArray(y, o + 3 * channels);
        }
      }
    }
  }

  /** {@link Kernels#winogradOutputGradient}. */
  static void outputGradient(
      Winograd w, float[] dy, int channels, int first, int tiles, float[] scratch, float[] out) {
    if (channels % LANES != 0) {
      SCALAR.winogradOutputGradient(w, dy, channels, first, tiles, scratch, out);
      return;
    }
    int rowStride = w.rowStride(channels);
    FloatVector zero = FloatVector.zero(S);
    FloatVector two = FloatVector.broadcast(S, 2f);
    FloatVector four = FloatVector.broadcast(S, 4f);
    FloatVector eight = FloatVector.broadcast(S, 8f);
    for (int t = 0; t < tiles; t++) {
      int above = w.overlapAbove(first + t);
      int left = w.overlapLeft(first + t);
      int from = w.patch(first + t, channels) + rowStride + channels;
      int to = ORIGIN + t * channels;
      for (int c = 0; c < channels; c += LANES) {
        for (int n = 0; n < TILE; n++) {
          // What belongs to a tile before this one counts as zero here.
          int skip = n < left ? TILE : above;
          int i = from + c + n * channels;
          int o = ORIGIN + n * LANES;
          FloatVector d0 = skip > 0 ? zero : FloatVector.fromArray(S, dy, i);
          FloatVector d1 = skip > 1 ? zero : FloatVector.fromArray(S, dy, i + rowStride);
          FloatVector d2 = skip > 2 ? zero : FloatVector.fromArray(S, dy, i + 2 * rowStride);
          FloatVector d3 = skip > 3 ? zero : FloatVector.fromArray(S, dy, i + 3 * rowStride);
          FloatVector even = d0.add(d2);
          FloatVector odd = d1.add(d3);
          FloatVector evenFar = d2.fma(four, d0);
          FloatVector oddFar = d3.fma(eight, d1.mul(two));
          d0.intoArray(scratch, o);
          even.add(odd).intoArray(scratch, o + PATCH * LANES);
          even.sub(odd).intoArray(scratch, o + 2 * PATCH * LANES);
          evenFar.add(oddFar).intoArray(scratch, o + 3 * PATCH * LANES);
          evenFar.sub(oddFar).intoArray(scratch, o + 4 * PATCH * LANES);
          d3.intoArray(scratch, o + 5 * PATCH * LANES);
        }
        for (int n = 0; n < PATCH; n++) {
          int i = ORIGIN + n * PATCH * LANES;
          int o = to + c + n * PATCH * PLACE_STRIDE;
          FloatVector d0 = FloatVector.fromArray(S, scratch, i);
          FloatVector d1 = FloatVector.fromArray(S, scratch, i + LANES);
          FloatVector d2 = FloatVector.fromArray(S, scratch, i + 2 * LANES);
          FloatVector d3 = FloatVector.fromArray(S, scratch, i + 3 * LANES);
          FloatVector even = d0.add(d2);
          FloatVector odd = d1.add(d3);
          FloatVector evenFar = d2.fma(four, d0);
          FloatVector oddFar = d3.fma(eight, d1.mul(two));
          d0.intoArray(out, o);
          even.add(odd).intoArray(out, o + PLACE_STRIDE);
          even.sub(odd).intoArray(out, o + 2 * PLACE_STRIDE);
          evenFar.add(oddFar).intoArray(out, o + 3 * PLACE_STRIDE);
          evenFar.sub(oddFar).intoArray(out, o + 4 * PLACE_STRIDE);
          d3.intoArray(out, o + 5 * PLACE_STRIDE);
        }
      }
    }
  }

  /** {@link Kernels#winogradWeightGradient}. */
  static void weightGradient(float[] du, int pairs, float[] scratch, float[] gradient, int offset) {
    int place = Winograd.pairStride(pairs);
    FloatVector quarter = FloatVector.broadcast(S, 0.25f);
    FloatVector sixth = FloatVector.broadcast(S, 1f / 6);
    FloatVector minusSixth = FloatVector.broadcast(S, -1f / 6);
    FloatVector twelfth = FloatVector.broadcast(S, 1f / 12);
    FloatVector twentyFourth = FloatVector.broadcast(S, 1f / 24);
    int pair = 0;
    for (; pair <= pairs - LANES; pair += LANES) {
      for (int n = 0; n < PATCH; n++) {
        int i = ORIGIN + n * place + pair;
        int o = ORIGIN + n * LANES;
        FloatVector d0 = FloatVector.fromArray(S, du, i);
        FloatVector d1 = FloatVector.fromArray(S, du, i + PATCH * place);
        FloatVector d2 = FloatVector.fromArray(S, du, i + 2 * PATCH * place);
        FloatVector d3 = FloatVector.fromArray(S, du, i + 3 * PATCH * place);
        FloatVector d4 = FloatVector.fromArray(S, du, i + 4 * PATCH * place);
        FloatVector d5 = FloatVector.fromArray(S, du, i + 5 * PATCH * place);
        FloatVector s = d1.add(d2);
        FloatVector p = d3.add(d4);
        FloatVector g0 = p.fma(twentyFourth, s.fma(minusSixth, d0.mul(quarter)));
        FloatVector g1 = d3.sub(d4).fma(twelfth, d2.sub(d1).mul(sixth));
        FloatVector g2 = p.fma(sixth, s.fma(minusSixth, d5));
        g0.intoArray(scratch, o);
        g1.intoArray(scratch, o + PATCH * LANES);
        g2.intoArray(scratch, o + 2 * PATCH * LANES);
      }
      for (int r = 0; r < 3; r++) {
        int i = ORIGIN + r * PATCH * LANES;
        int o = offset + 3 * r * pairs + pair;
        FloatVector d0 = FloatVector.fromArray(S, scratch, i);
        FloatVector d1 = FloatVector.fromArray(S, scratch, i + LANES);
        FloatVector d2 = FloatVector.fromArray(S, scratch, i + 2 * LANES);
        FloatVector d3 = FloatVector.fromArray(S, scratch, i + 3 * LANES);
        FloatVector d4 = FloatVector.fromArray(S, scratch, i + 4 * LANES);
        FloatVector d5 = FloatVector.fromArray(S, scratch, i + 5 * LANES);
        FloatVector s = d1.add(d2);
        FloatVector p = d3.add(d4);
        FloatVector g0 = p.fma(twentyFourth, s.fma(minusSixth, d0.mul(quarter)));
        FloatVector g1 = d3.sub(d4).fma(twelfth, d2.sub(d1).mul(sixth));
        FloatVector g2 = p.fma(sixth, s.fma(minusSixth, d5));
        FloatVector.fromArray(S, gradient, o).add(g0).intoArray(gradient, o);
        FloatVector.fromArray(S, gradient, o + pairs).add(g1).intoArray(gradient, o + pairs);
        FloatVector.fromArray(S, gradient, o + 2 * pairs)
            .add(g2)
            .intoArray(gradient, o + 2 * pairs);
      }
    }
    ScalarKernels.winogradWeightGradientFrom(pair, du, pairs, scratch, gradient, offset);
  }
}
