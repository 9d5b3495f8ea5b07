package dev.qudiffuse.nn.kernel;

import static dev.qudiffuse.nn.kernel.Vectors.LANES;
import static dev.qudiffuse.nn.kernel.Vectors.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The channelwise and elementwise {@link Kernels} on vectors. Where something is summed, a vector
 * of channels after the other walks through all pixels; whatever writes a pixel writes all of its
 * channels before the next, since vectors of several pixels would share lines of a cache. Channels
 * that do not fill vectors are left to the reference.
 */
final class VectorChannels {

  private static final VectorSpecies<Integer> INTS = S.withLanes(int.class);

  private static final ScalarKernels SCALAR = new ScalarKernels();

  private VectorChannels() {}

  static void channelSums(Extents e, float[] values, int offset, float[] sums, int channel) {
    int channels = e.channels();
    if (channels % LANES != 0) {
      SCALAR.channelSums(e, values, offset, sums, channel);
      return;
    }
    for (int c = 0; c < channels; c += LANES) {
      FloatVector sum = FloatVector.fromArray(S, sums, channel + c);
      for (int y = 0; y < e.rows(); y++) {
        int i = offset + y * e.rowStride() + c;
        for (int x = 0; x < e.columns(); x++) {
          sum = sum.add(FloatVector.fromArray(S, values, i));
          i += channels;
        }
      }
      sum.intoArray(sums, channel + c);
    }
  }

  static void channelMoments(
      Extents e, float[] values, int offset, float[] sums, float[] squares, int channel) {
    int channels = e.channels();
    if (channels % LANES != 0) {
      SCALAR.channelMoments(e, values, offset, sums, squares, channel);
      return;
    }
    int c = 0;
    // Two vectors at a time, whose additions need not wait for each other.
    for (; c + 2 * LANES <= channels; c += 2 * LANES) {
      FloatVector first0 = FloatVector.fromArray(S, values, offset + c);
      FloatVector first1 = FloatVector.fromArray(S, values, offset + c + LANES);
      FloatVector sum0 = FloatVector.zero(S);
      FloatVector sum1 = FloatVector.zero(S);
      FloatVector square0 = FloatVector.zero(S);
      FloatVector square1 = FloatVector.zero(S);
      for (int y = 0; y < e.rows(); y++) {
        int i = offset + y * e.rowStride() + c;
        for (int x = 0; x < e.columns(); x++) {
          FloatVector d0 = FloatVector.fromArray(S, values, i).sub(first0);
          FloatVector d1 = FloatVector.fromArray(S, values, i + LANES).sub(first1);
          sum0 = sum0.add(d0);
          sum1 = sum1.add(d1);
          square0 = d0.fma(d0, square0);
          square1 = d1.fma(d1, square1);
          i += channels;
        }
      }
      sum0.intoArray(sums, channel + c);
      sum1.intoArray(sums, channel + c + LANES);
      square0.intoArray(squares, channel + c);
      square1.intoArray(squares, channel + c + LANES);
    }
    if (c < channels) {
      FloatVector first = FloatVector.fromArray(S, values, offset + c);
      FloatVector sum = FloatVector.zero(S);
      FloatVector square = FloatVector.zero(S);
      for (int y = 0; y < e.rows(); y++) {
        int i = offset + y * e.rowStride() + c;
        for (int x = 0; x < e.columns(); x++) {
          FloatVector d = FloatVector.fromArray(S, values, i).sub(first);
          sum = sum.add(d);
          square = d.fma(d, square);
          i += channels;
        }
      }
      sum.intoArray(sums, channel + c);
      square.intoArray(squares, channel + c);
    }
  }

  static void channelAffine(
      Extents e, float[] in, int offset, float[] scale, float[] shift, int channel, float[] out) {
    int channels = e.channels();
    if (channels % LANES != 0) {
      SCALAR.channelAffine(e, in, offset, scale, shift, channel, out);
      return;
    }
    for (int y = 0; y < e.rows(); y++) {
      int row = offset + y * e.rowStride();
      for (int x = 0; x < e.columns(); x++) {
        int pixel = row + x * channels;
        for (int c = 0; c < channels; c += LANES) {
          FloatVector m = FloatVector.fromArray(S, scale, channel + c);
          FloatVector s = FloatVector.fromArray(S, shift, channel + c);
          FloatVector.fromArray(S, in, pixel + c).fma(m, s).intoArray(out, pixel + c);
        }
      }
    }
  }

  static void channelAffineSilu(
      Extents e, float[] in, int offset, float[] scale, float[] shift, int channel, float[] out) {
    int channels = e.channels();
    if (channels % LANES != 0) {
      SCALAR.channelAffineSilu(e, in, offset, scale, shift, channel, out);
      return;
    }
    for (int y = 0; y < e.rows(); y++) {
      int row = offset + y * e.rowStride();
      for (int x = 0; x < e.columns(); x++) {
        int pixel = row + x * channels;
        for (int c = 0; c < channels; c += LANES) {
          FloatVector m = FloatVector.fromArray(S, scale, channel + c);
          FloatVector s = FloatVector.fromArray(S, shift, channel + c);
          FloatVector n = FloatVector.fromArray(S, in, pixel + c).fma(m, s);
          n.mul(sigmoid(n)).intoArray(out, pixel + c);
        }
      }
    }
  }

  static void channelGradientSums(
      Extents e,
      float[] in,
      float[] d,
      int offset,
      float[] mean,
      int channel,
      float[] sums,
      float[] products) {
    int channels = e.channels();
    if (channels % LANES != 0) {
      SCALAR.channelGradientSums(e, in, d, offset, mean, channel, sums, products);
      return;
    }
    for (int c = 0; c < channels; c += LANES) {
      FloatVector middle = FloatVector.fromArray(S, mean, channel + c);
      FloatVector sum = FloatVector.zero(S);
      FloatVector product = FloatVector.zero(S);
      for (int y = 0; y < e.rows(); y++) {
        int i = offset + y * e.rowStride() + c;
        for (int x = 0; x < e.columns(); x++) {
          FloatVector g = FloatVector.fromArray(S, d, i);
          sum = sum.add(g);
          product = g.fma(FloatVector.fromArray(S, in, i).sub(middle), product);
          i += channels;
        }
      }
      sum.intoArray(sums, channel + c);
      product.intoArray(products, channel + c);
    }
  }

  static void channelSiluGradientSums(
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
    int channels = e.channels();
    if (channels % LANES != 0) {
      SCALAR.channelSiluGradientSums(
          e, in, dOut, offset, scale, shift, mean, channel, d, sums, products);
      return;
    }
    for (int c = 0; c < channels; c += LANES) {
      FloatVector m = FloatVector.fromArray(S, scale, channel + c);
      FloatVector s = FloatVector.fromArray(S, shift, channel + c);
      FloatVector middle = FloatVector.fromArray(S, mean, channel + c);
      FloatVector sum = FloatVector.zero(S);
      FloatVector product = FloatVector.zero(S);
      for (int y = 0; y < e.rows(); y++) {
        int i = offset + y * e.rowStride() + c;
        for (int x = 0; x < e.columns(); x++) {
          FloatVector v = FloatVector.fromArray(S, in, i);
          FloatVector g = FloatVector.fromArray(S, dOut, i).mul(siluSlope(v.fma(m, s)));
          g.intoArray(d, i);
          sum = sum.add(g);
          product = g.fma(v.sub(middle), product);
          i += channels;
        }
      }
      sum.intoArray(sums, channel + c);
      product.intoArray(products, channel + c);
    }
  }

  static void channelAffine2(
      Extents e,
      float[] a,
      float[] scaleA,
      float[] b,
      float[] scaleB,
      float[] shift,
      int offset,
      int channel,
      float[] out) {
    int channels = e.channels();
    if (channels % LANES != 0) {
      SCALAR.channelAffine2(e, a, scaleA, b, scaleB, shift, offset, channel, out);
      return;
    }
    for (int y = 0; y < e.rows(); y++) {
      int row = offset + y * e.rowStride();
      for (int x = 0; x < e.columns(); x++) {
        int pixel = row + x * channels;
        for (int c = 0; c < channels; c += LANES) {
          FloatVector ma = FloatVector.fromArray(S, scaleA, channel + c);
          FloatVector mb = FloatVector.fromArray(S, scaleB, channel + c);
          FloatVector s = FloatVector.fromArray(S, shift, channel + c);
          FloatVector inner = FloatVector.fromArray(S, b, pixel + c).fma(mb, s);
          FloatVector.fromArray(S, a, pixel + c).fma(ma, inner).intoArray(out, pixel + c);
        }
      }
    }
  }

  static void addChannelAffine2(
      Extents e,
      float[] a,
      float[] scaleA,
      float[] b,
      float[] scaleB,
      float[] shift,
      int offset,
      int channel,
      float[] sum) {
    int channels = e.channels();
    if (channels % LANES != 0) {
      SCALAR.addChannelAffine2(e, a, scaleA, b, scaleB, shift, offset, channel, sum);
      return;
    }
    for (int y = 0; y < e.rows(); y++) {
      int row = offset + y * e.rowStride();
      for (int x = 0; x < e.columns(); x++) {
        int pixel = row + x * channels;
        for (int c = 0; c < channels; c += LANES) {
          FloatVector ma = FloatVector.fromArray(S, scaleA, channel + c);
          FloatVector mb = FloatVector.fromArray(S, scaleB, channel + c);
          FloatVector s = FloatVector.fromArray(S, shift, channel + c);
          FloatVector inner = FloatVector.fromArray(S, b, pixel + c).fma(mb, s);
          FloatVector.fromArray(S, sum, pixel + c)
              .add(FloatVector.fromArray(S, a, pixel + c).fma(ma, inner))
              .intoArray(sum, pixel + c);
        }
      }
    }
  }

  static void silu(float[] x, float[] out, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(S, x, i);
      v.mul(sigmoid(v)).intoArray(out, i);
    }
    ScalarKernels.siluFrom(i, x, out, count);
  }

  static void siluGradient(float[] x, float[] dOut, float[] dx, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector slope = siluSlope(FloatVector.fromArray(S, x, i));
      FloatVector.fromArray(S, dOut, i).mul(slope).intoArray(dx, i);
    }
    ScalarKernels.siluGradientFrom(i, x, dOut, dx, count);
  }

  private static FloatVector siluSlope(FloatVector x) {
    FloatVector one = FloatVector.broadcast(S, 1f);
    FloatVector s = sigmoid(x);
    return s.mul(x.fma(one.sub(s), one));
  }

  private static FloatVector sigmoid(FloatVector x) {
    FloatVector one = FloatVector.broadcast(S, 1f);
    return one.div(one.add(exp(x.neg())));
  }

  /** {@link Sigmoid#exp}, operation by operation. */
  private static FloatVector exp(FloatVector x) {
    FloatVector low = FloatVector.broadcast(S, -Sigmoid.LIMIT);
    FloatVector high = FloatVector.broadcast(S, Sigmoid.LIMIT);
    // Not by min and max, which take several instructions each for NaN and zeros of either sign.
    FloatVector clamped = x.blend(low, x.compare(VectorOperators.LT, low));
    clamped = clamped.blend(high, clamped.compare(VectorOperators.GT, high));
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
}
