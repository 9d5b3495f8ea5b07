package dev.qudiffuse.quantum;

import java.util.function.IntBinaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link AmplitudeLoops} on vectors of neighbouring amplitudes.
 *
 * <p>Where a gate's stride is at least a vector, the amplitudes that mix lie in the same lanes of
 * different vectors. Where it is smaller they lie in different lanes of one, and a rearranged copy
 * brings them together: every lane then computes its own amplitude, with the coefficients that its
 * bits call for.
 */
final class VectorLoops implements AmplitudeLoops {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /** For every mask, the lanes whose number has all its bits. */
  private static final VectorMask<Double>[] WITH = masks((lane, bits) -> (lane & bits) == bits);

  /** For every mask, the lanes whose number has an odd number of its bits. */
  private static final VectorMask<Double>[] ODD =
      masks((lane, bits) -> Integer.bitCount(lane & bits) % 2 != 0);

  /** For every mask, lane i from lane i ^ mask. */
  private static final VectorShuffle<Double>[] FLIP = shuffles((lane, bits) -> lane ^ bits);

  /** For every mask, lane i from the lane without its bits. */
  private static final VectorShuffle<Double>[] CLEAR = shuffles((lane, bits) -> lane & ~bits);

  /** For every mask, lane i from the lane with its bits. */
  private static final VectorShuffle<Double>[] SET = shuffles((lane, bits) -> lane | bits);

  private static final ScalarLoops SCALAR = new ScalarLoops();

  // Called through an interface, so that the compiler does not inline all of them into one method:
  // beyond a certain size it leaves vectors as objects.
  private static final BlockLoop BLOCK_SCALAR = SCALAR::block;
  private static final BlockLoop BLOCK_ACROSS = VectorLoops::blockAcross;
  private static final BlockLoop BLOCK_HALF_WITHIN = VectorLoops::blockHalfWithin;
  private static final BlockLoop BLOCK_WITHIN = VectorLoops::blockWithin;

  /** {@link #block} for one relation of the strides to a vector. */
  private interface BlockLoop {
    void run(
        double[] re,
        double[] im,
        int low,
        int high,
        double pRe,
        double pIm,
        double qRe,
        double qIm,
        double uRe,
        double uIm,
        double vRe,
        double vIm);
  }

  /** A condition on a lane and a mask. */
  private interface IntBinaryPredicate {
    boolean test(int lane, int bits);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static VectorMask<Double>[] masks(IntBinaryPredicate holds) {
    VectorMask[] masks = new VectorMask[LANES];
    for (int bits = 0; bits < LANES; bits++) {
      boolean[] lanes = new boolean[LANES];
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] = holds.test(lane, bits);
      }
      masks[bits] = VectorMask.fromArray(S, lanes, 0);
    }
    return masks;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static VectorShuffle<Double>[] shuffles(IntBinaryOperator source) {
    VectorShuffle[] shuffles = new VectorShuffle[LANES];
    for (int bits = 0; bits < LANES; bits++) {
      int mask = bits;
      shuffles[bits] = VectorShuffle.fromOp(S, lane -> source.applyAsInt(lane, mask));
    }
    return shuffles;
  }

  @Override
  public void matrix(
      double[] re,
      double[] im,
      int stride,
      int control,
      double aRe,
      double aIm,
      double bRe,
      double bIm,
      double cRe,
      double cIm,
      double dRe,
      double dIm) {
    if (re.length < LANES) {
      SCALAR.matrix(re, im, stride, control, aRe, aIm, bRe, bIm, cRe, cIm, dRe, dIm);
    } else if (stride < LANES) {
      matrixWithin(re, im, stride, control, aRe, aIm, bRe, bIm, cRe, cIm, dRe, dIm);
    } else {
      matrixAcross(re, im, stride, control, aRe, aIm, bRe, bIm, cRe, cIm, dRe, dIm);
    }
  }

  private static void matrixAcross(
      double[] re,
      double[] im,
      int stride,
      int control,
      double aRe,
      double aIm,
      double bRe,
      double bIm,
      double cRe,
      double cIm,
      double dRe,
      double dIm) {
    VectorMask<Double> lanes = WITH[control & (LANES - 1)];
    int controls = control & -LANES;
    boolean all = (control & (LANES - 1)) == 0;
    DoubleVector aReal = DoubleVector.broadcast(S, aRe);
    DoubleVector aImaginary = DoubleVector.broadcast(S, aIm);
    DoubleVector bReal = DoubleVector.broadcast(S, bRe);
    DoubleVector bImaginary = DoubleVector.broadcast(S, bIm);
    DoubleVector cReal = DoubleVector.broadcast(S, cRe);
    DoubleVector cImaginary = DoubleVector.broadcast(S, cIm);
    DoubleVector dReal = DoubleVector.broadcast(S, dRe);
    DoubleVector dImaginary = DoubleVector.broadcast(S, dIm);
    DoubleVector aMinus = DoubleVector.broadcast(S, -aIm);
    DoubleVector bMinus = DoubleVector.broadcast(S, -bIm);
    DoubleVector cMinus = DoubleVector.broadcast(S, -cIm);
    DoubleVector dMinus = DoubleVector.broadcast(S, -dIm);
    for (int v = 0; v < re.length / 2; v += LANES) {
      int i0 = Bits.insertZero(v, stride);
      if ((i0 & controls) != controls) {
        continue;
      }
      int i1 = i0 + stride;
      DoubleVector re0 = DoubleVector.fromArray(S, re, i0);
      DoubleVector im0 = DoubleVector.fromArray(S, im, i0);
      DoubleVector re1 = DoubleVector.fromArray(S, re, i1);
      DoubleVector im1 = DoubleVector.fromArray(S, im, i1);
      DoubleVector newRe0 = row(aReal, re0, aMinus, im0, bReal, re1, bMinus, im1);
      DoubleVector newIm0 = row(aReal, im0, aImaginary, re0, bReal, im1, bImaginary, re1);
      DoubleVector newRe1 = row(cReal, re0, cMinus, im0, dReal, re1, dMinus, im1);
      DoubleVector newIm1 = row(cReal, im0, cImaginary, re0, dReal, im1, dImaginary, re1);
      if (all) {
        newRe0.intoArray(re, i0);
        newIm0.intoArray(im, i0);
        newRe1.intoArray(re, i1);
        newIm1.intoArray(im, i1);
      } else {
        re0.blend(newRe0, lanes).intoArray(re, i0);
        im0.blend(newIm0, lanes).intoArray(im, i0);
        re1.blend(newRe1, lanes).intoArray(re, i1);
        im1.blend(newIm1, lanes).intoArray(im, i1);
      }
    }
  }

  /** {@code f0 x0 + f1 x1 + f2 x2 + f3 x3}, summed from the last to the first. */
  private static DoubleVector row(
      DoubleVector f0,
      DoubleVector x0,
      DoubleVector f1,
      DoubleVector x1,
      DoubleVector f2,
      DoubleVector x2,
      DoubleVector f3,
      DoubleVector x3) {
    return f0.fma(x0, f1.fma(x1, f2.fma(x2, f3.mul(x3))));
  }

  private static void matrixWithin(
      double[] re,
      double[] im,
      int stride,
      int control,
      double aRe,
      double aIm,
      double bRe,
      double bIm,
      double cRe,
      double cIm,
      double dRe,
      double dIm) {
    VectorShuffle<Double> zero = CLEAR[stride];
    VectorShuffle<Double> one = SET[stride];
    DoubleVector firstRe = select(stride, aRe, cRe);
    DoubleVector firstIm = select(stride, aIm, cIm);
    DoubleVector minusFirstIm = firstIm.neg();
    DoubleVector secondRe = select(stride, bRe, dRe);
    DoubleVector secondIm = select(stride, bIm, dIm);
    DoubleVector minusSecondIm = secondIm.neg();
    VectorMask<Double> lanes = WITH[control & (LANES - 1)];
    int controls = control & -LANES;
    for (int i = 0; i < re.length; i += LANES) {
      if ((i & controls) != controls) {
        continue;
      }
      DoubleVector x = DoubleVector.fromArray(S, re, i);
      DoubleVector y = DoubleVector.fromArray(S, im, i);
      DoubleVector re0 = x.rearrange(zero);
      DoubleVector im0 = y.rearrange(zero);
      DoubleVector re1 = x.rearrange(one);
      DoubleVector im1 = y.rearrange(one);
      DoubleVector newRe = row(firstRe, re0, minusFirstIm, im0, secondRe, re1, minusSecondIm, im1);
      DoubleVector newIm = row(firstRe, im0, firstIm, re0, secondRe, im1, secondIm, re1);
      x.blend(newRe, lanes).intoArray(re, i);
      y.blend(newIm, lanes).intoArray(im, i);
    }
  }

  /** One number in the lanes whose bit is 0, another where it is 1. */
  private static DoubleVector select(int bit, double zero, double one) {
    return DoubleVector.broadcast(S, zero).blend(one, WITH[bit]);
  }

  @Override
  public void rotateX(double[] re, double[] im, int stride, double c, double s) {
    if (re.length < LANES) {
      SCALAR.rotateX(re, im, stride, c, s);
      return;
    }
    DoubleVector cosine = DoubleVector.broadcast(S, c);
    DoubleVector sine = DoubleVector.broadcast(S, s);
    DoubleVector minusSine = DoubleVector.broadcast(S, -s);
    if (stride < LANES) {
      VectorShuffle<Double> flip = FLIP[stride];
      for (int i = 0; i < re.length; i += LANES) {
        DoubleVector x = DoubleVector.fromArray(S, re, i);
        DoubleVector y = DoubleVector.fromArray(S, im, i);
        sine.fma(y.rearrange(flip), cosine.mul(x)).intoArray(re, i);
        minusSine.fma(x.rearrange(flip), cosine.mul(y)).intoArray(im, i);
      }
      return;
    }
    for (int v = 0; v < re.length / 2; v += LANES) {
      int i0 = Bits.insertZero(v, stride);
      int i1 = i0 + stride;
      DoubleVector re0 = DoubleVector.fromArray(S, re, i0);
      DoubleVector im0 = DoubleVector.fromArray(S, im, i0);
      DoubleVector re1 = DoubleVector.fromArray(S, re, i1);
      DoubleVector im1 = DoubleVector.fromArray(S, im, i1);
      sine.fma(im1, cosine.mul(re0)).intoArray(re, i0);
      minusSine.fma(re1, cosine.mul(im0)).intoArray(im, i0);
      sine.fma(im0, cosine.mul(re1)).intoArray(re, i1);
      minusSine.fma(re0, cosine.mul(im1)).intoArray(im, i1);
    }
  }

  @Override
  public void hadamard(double[] re, double[] im, int stride) {
    if (re.length < LANES) {
      SCALAR.hadamard(re, im, stride);
    } else if (stride < LANES) {
      hadamardWithin(re, stride);
      hadamardWithin(im, stride);
    } else {
      hadamardAcross(re, stride);
      hadamardAcross(im, stride);
    }
  }

  private static void hadamardWithin(double[] part, int stride) {
    DoubleVector scale = DoubleVector.broadcast(S, HADAMARD_SCALE);
    // A product with 1 or -1 is exact, so what is added is the sum or the difference.
    DoubleVector sign = select(stride, 1, -1);
    VectorShuffle<Double> zero = CLEAR[stride];
    VectorShuffle<Double> one = SET[stride];
    for (int i = 0; i < part.length; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, part, i).mul(scale);
      x.rearrange(zero).add(x.rearrange(one).mul(sign)).intoArray(part, i);
    }
  }

  private static void hadamardAcross(double[] part, int stride) {
    DoubleVector scale = DoubleVector.broadcast(S, HADAMARD_SCALE);
    for (int v = 0; v < part.length / 2; v += LANES) {
      int i0 = Bits.insertZero(v, stride);
      int i1 = i0 + stride;
      DoubleVector x0 = DoubleVector.fromArray(S, part, i0).mul(scale);
      DoubleVector x1 = DoubleVector.fromArray(S, part, i1).mul(scale);
      x0.add(x1).intoArray(part, i0);
      x0.sub(x1).intoArray(part, i1);
    }
  }

  @Override
  public void block(
      double[] re,
      double[] im,
      int low,
      int high,
      double pRe,
      double pIm,
      double qRe,
      double qIm,
      double uRe,
      double uIm,
      double vRe,
      double vIm) {
    BlockLoop loop;
    if (re.length < LANES) {
      loop = BLOCK_SCALAR;
    } else if (low >= LANES) {
      loop = BLOCK_ACROSS;
    } else {
      loop = high >= LANES ? BLOCK_HALF_WITHIN : BLOCK_WITHIN;
    }
    loop.run(re, im, low, high, pRe, pIm, qRe, qIm, uRe, uIm, vRe, vIm);
  }

  private static void blockAcross(
      double[] re,
      double[] im,
      int low,
      int high,
      double pRe,
      double pIm,
      double qRe,
      double qIm,
      double uRe,
      double uIm,
      double vRe,
      double vIm) {
    mixAcross(re, im, low, high, pRe, pIm, qRe, qIm, 0);
    mixAcross(re, im, low, high, uRe, uIm, vRe, vIm, low);
  }

  /** (f, g; g, f) on the amplitudes whose low bit is as in {@code first}, and those across. */
  private static void mixAcross(
      double[] re,
      double[] im,
      int low,
      int high,
      double fRe,
      double fIm,
      double gRe,
      double gIm,
      int first) {
    DoubleVector fReal = DoubleVector.broadcast(S, fRe);
    DoubleVector fImaginary = DoubleVector.broadcast(S, fIm);
    DoubleVector fMinus = DoubleVector.broadcast(S, -fIm);
    DoubleVector gReal = DoubleVector.broadcast(S, gRe);
    DoubleVector gImaginary = DoubleVector.broadcast(S, gIm);
    DoubleVector gMinus = DoubleVector.broadcast(S, -gIm);
    for (int v = 0; v < re.length / 4; v += LANES) {
      int i = Bits.insertZeros(v, low, high) + first;
      int j = i ^ (low | high);
      DoubleVector reI = DoubleVector.fromArray(S, re, i);
      DoubleVector imI = DoubleVector.fromArray(S, im, i);
      DoubleVector reJ = DoubleVector.fromArray(S, re, j);
      DoubleVector imJ = DoubleVector.fromArray(S, im, j);
      row(fReal, reI, fMinus, imI, gReal, reJ, gMinus, imJ).intoArray(re, i);
      row(fReal, imI, fImaginary, reI, gReal, imJ, gImaginary, reJ).intoArray(im, i);
      row(fReal, reJ, fMinus, imJ, gReal, reI, gMinus, imI).intoArray(re, j);
      row(fReal, imJ, fImaginary, reJ, gReal, imI, gImaginary, reI).intoArray(im, j);
    }
  }

  private static void blockHalfWithin(
      double[] re,
      double[] im,
      int low,
      int high,
      double pRe,
      double pIm,
      double qRe,
      double qIm,
      double uRe,
      double uIm,
      double vRe,
      double vIm) {
    // Where the high bit is 0, the low one decides: 0 even, 1 odd. Where it is 1, the other way,
    // so the partners' coefficients are these with neighbouring lanes exchanged.
    VectorShuffle<Double> flip = FLIP[low];
    DoubleVector fRe = select(low, pRe, uRe);
    DoubleVector fIm = select(low, pIm, uIm);
    DoubleVector gRe = select(low, qRe, vRe);
    DoubleVector gIm = select(low, qIm, vIm);
    DoubleVector minusFIm = fIm.neg();
    DoubleVector minusGIm = gIm.neg();
    for (int v = 0; v < re.length / 2; v += LANES) {
      int i = Bits.insertZero(v, high);
      int j = i + high;
      DoubleVector reI = DoubleVector.fromArray(S, re, i);
      DoubleVector imI = DoubleVector.fromArray(S, im, i);
      // Lane by lane the partner of what lies at i.
      DoubleVector reJ = DoubleVector.fromArray(S, re, j).rearrange(flip);
      DoubleVector imJ = DoubleVector.fromArray(S, im, j).rearrange(flip);
      row(fRe, reI, minusFIm, imI, gRe, reJ, minusGIm, imJ).intoArray(re, i);
      row(fRe, imI, fIm, reI, gRe, imJ, gIm, reJ).intoArray(im, i);
      row(fRe, reJ, minusFIm, imJ, gRe, reI, minusGIm, imI).rearrange(flip).intoArray(re, j);
      row(fRe, imJ, fIm, reJ, gRe, imI, gIm, reI).rearrange(flip).intoArray(im, j);
    }
  }

  private static void blockWithin(
      double[] re,
      double[] im,
      int low,
      int high,
      double pRe,
      double pIm,
      double qRe,
      double qIm,
      double uRe,
      double uIm,
      double vRe,
      double vIm) {
    VectorShuffle<Double> flip = FLIP[low | high];
    DoubleVector fRe = select(high, low, pRe, uRe);
    DoubleVector fIm = select(high, low, pIm, uIm);
    DoubleVector gRe = select(high, low, qRe, vRe);
    DoubleVector gIm = select(high, low, qIm, vIm);
    DoubleVector minusFIm = fIm.neg();
    DoubleVector minusGIm = gIm.neg();
    for (int i = 0; i < re.length; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, re, i);
      DoubleVector y = DoubleVector.fromArray(S, im, i);
      DoubleVector otherX = x.rearrange(flip);
      DoubleVector otherY = y.rearrange(flip);
      row(fRe, x, minusFIm, y, gRe, otherX, minusGIm, otherY).intoArray(re, i);
      row(fRe, y, fIm, x, gRe, otherY, gIm, otherX).intoArray(im, i);
    }
  }

  /** One number in the lanes whose two bits are equal, another where they differ. */
  private static DoubleVector select(int bit, int otherBit, double equal, double different) {
    return select(bit, equal, different).blend(select(bit, different, equal), WITH[otherBit]);
  }

  @Override
  public void pauliRotation(double[] re, double[] im, PauliString string, double c, double s) {
    if (re.length < LANES) {
      SCALAR.pauliRotation(re, im, string, c, s);
      return;
    }
    if (string.x() < LANES) {
      rotationWithin(re, im, string, c, s);
    } else {
      rotationAcross(re, im, string, c, s);
    }
  }

  private static void rotationWithin(
      double[] re, double[] im, PauliString string, double c, double s) {
    DoubleVector cosine = DoubleVector.broadcast(S, c);
    DoubleVector sines = sines(string, s);
    boolean real = (string.turns() & 1) != 0;
    VectorShuffle<Double> flip = FLIP[string.x()];
    for (int i = 0; i < re.length; i += LANES) {
      DoubleVector sine = string.isNegative(i) ? sines.neg() : sines;
      DoubleVector x = DoubleVector.fromArray(S, re, i);
      DoubleVector y = DoubleVector.fromArray(S, im, i);
      DoubleVector otherX = x.rearrange(flip);
      DoubleVector otherY = y.rearrange(flip);
      if (real) {
        cosine.fma(x, sine.mul(otherX)).intoArray(re, i);
        cosine.fma(y, sine.mul(otherY)).intoArray(im, i);
      } else {
        cosine.fma(x, sine.mul(otherY)).intoArray(re, i);
        cosine.fma(y, sine.neg().mul(otherX)).intoArray(im, i);
      }
    }
  }

  private static void rotationAcross(
      double[] re, double[] im, PauliString string, double c, double s) {
    DoubleVector cosine = DoubleVector.broadcast(S, c);
    DoubleVector sines = sines(string, s);
    boolean real = (string.turns() & 1) != 0;
    int across = string.x() & -LANES;
    int half = Integer.highestOneBit(across);
    VectorShuffle<Double> flip = FLIP[string.x() & (LANES - 1)];
    for (int v = 0; v < re.length / 2; v += LANES) {
      int i = Bits.insertZero(v, half);
      int k = i ^ across;
      DoubleVector fromK = string.isNegative(k) ? sines.neg() : sines;
      DoubleVector fromI = string.isNegative(i) ? sines.neg() : sines;
      DoubleVector iRe = DoubleVector.fromArray(S, re, i);
      DoubleVector iIm = DoubleVector.fromArray(S, im, i);
      DoubleVector kRe = DoubleVector.fromArray(S, re, k);
      DoubleVector kIm = DoubleVector.fromArray(S, im, k);
      DoubleVector otherIRe = kRe.rearrange(flip);
      DoubleVector otherIIm = kIm.rearrange(flip);
      DoubleVector otherKRe = iRe.rearrange(flip);
      DoubleVector otherKIm = iIm.rearrange(flip);
      if (real) {
        cosine.fma(iRe, fromK.mul(otherIRe)).intoArray(re, i);
        cosine.fma(iIm, fromK.mul(otherIIm)).intoArray(im, i);
        cosine.fma(kRe, fromI.mul(otherKRe)).intoArray(re, k);
        cosine.fma(kIm, fromI.mul(otherKIm)).intoArray(im, k);
      } else {
        cosine.fma(iRe, fromK.mul(otherIIm)).intoArray(re, i);
        cosine.fma(iIm, fromK.neg().mul(otherIRe)).intoArray(im, i);
        cosine.fma(kRe, fromI.mul(otherKIm)).intoArray(re, k);
        cosine.fma(kIm, fromI.neg().mul(otherKRe)).intoArray(im, k);
      }
    }
  }

  /** The sine with the sign that the bits within a vector give the amplitude a lane looks at. */
  private static DoubleVector sines(PauliString string, double s) {
    int within = string.z() & (LANES - 1);
    boolean negative = string.isNegative(string.x() & (LANES - 1)) != (string.turns() >= 2);
    double sine = negative ? -s : s;
    return DoubleVector.broadcast(S, sine).blend(-sine, ODD[within]);
  }
}
