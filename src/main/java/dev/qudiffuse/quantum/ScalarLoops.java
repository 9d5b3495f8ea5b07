package dev.qudiffuse.quantum;

/**
 * {@link AmplitudeLoops} in plain Java. All run over one flat index of the pairs (or quadruples) of
 * amplitudes that mix, with zero bits inserted at the qubits of the gate.
 */
final class ScalarLoops implements AmplitudeLoops {

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
    int pairs = Bits.pairs(re.length, control);
    for (int pair = 0; pair < pairs; pair++) {
      int i0 = Bits.first(pair, stride, control);
      int i1 = i0 + stride;
      double re0 = re[i0];
      double im0 = im[i0];
      double re1 = re[i1];
      double im1 = im[i1];
      re[i0] = Math.fma(aRe, re0, Math.fma(-aIm, im0, Math.fma(bRe, re1, -bIm * im1)));
      im[i0] = Math.fma(aRe, im0, Math.fma(aIm, re0, Math.fma(bRe, im1, bIm * re1)));
      re[i1] = Math.fma(cRe, re0, Math.fma(-cIm, im0, Math.fma(dRe, re1, -dIm * im1)));
      im[i1] = Math.fma(cRe, im0, Math.fma(cIm, re0, Math.fma(dRe, im1, dIm * re1)));
    }
  }

  @Override
  public void rotateX(double[] re, double[] im, int stride, double c, double s) {
    for (int pair = 0; pair < re.length / 2; pair++) {
      int i0 = Bits.insertZero(pair, stride);
      int i1 = i0 + stride;
      double re0 = re[i0];
      double im0 = im[i0];
      double re1 = re[i1];
      double im1 = im[i1];
      re[i0] = Math.fma(s, im1, c * re0);
      im[i0] = Math.fma(-s, re1, c * im0);
      re[i1] = Math.fma(s, im0, c * re1);
      im[i1] = Math.fma(-s, re0, c * im1);
    }
  }

  @Override
  public void hadamard(double[] re, double[] im, int stride) {
    for (int pair = 0; pair < re.length / 2; pair++) {
      int i0 = Bits.insertZero(pair, stride);
      int i1 = i0 + stride;
      double re0 = re[i0] * HADAMARD_SCALE;
      double re1 = re[i1] * HADAMARD_SCALE;
      double im0 = im[i0] * HADAMARD_SCALE;
      double im1 = im[i1] * HADAMARD_SCALE;
      re[i0] = re0 + re1;
      re[i1] = re0 - re1;
      im[i0] = im0 + im1;
      im[i1] = im0 - im1;
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
    for (int quadruple = 0; quadruple < re.length / 4; quadruple++) {
      int i0 = Bits.insertZeros(quadruple, low, high);
      int i1 = i0 + low;
      int i2 = i0 + high;
      int i3 = i1 + high;
      double re0 = re[i0];
      double im0 = im[i0];
      double re3 = re[i3];
      double im3 = im[i3];
      re[i0] = Math.fma(pRe, re0, Math.fma(-pIm, im0, Math.fma(qRe, re3, -qIm * im3)));
      im[i0] = Math.fma(pRe, im0, Math.fma(pIm, re0, Math.fma(qRe, im3, qIm * re3)));
      re[i3] = Math.fma(pRe, re3, Math.fma(-pIm, im3, Math.fma(qRe, re0, -qIm * im0)));
      im[i3] = Math.fma(pRe, im3, Math.fma(pIm, re3, Math.fma(qRe, im0, qIm * re0)));
      double re1 = re[i1];
      double im1 = im[i1];
      double re2 = re[i2];
      double im2 = im[i2];
      re[i1] = Math.fma(uRe, re1, Math.fma(-uIm, im1, Math.fma(vRe, re2, -vIm * im2)));
      im[i1] = Math.fma(uRe, im1, Math.fma(uIm, re1, Math.fma(vRe, im2, vIm * re2)));
      re[i2] = Math.fma(uRe, re2, Math.fma(-uIm, im2, Math.fma(vRe, re1, -vIm * im1)));
      im[i2] = Math.fma(uRe, im2, Math.fma(uIm, re2, Math.fma(vRe, im1, vIm * re1)));
    }
  }

  @Override
  public void pauliRotation(double[] re, double[] im, PauliString string, double c, double s) {
    if (string.x() == 0) {
      diagonalRotation(re, im, string, c, s);
    } else {
      flippingRotation(re, im, string, c, s);
    }
  }

  private static void diagonalRotation(
      double[] re, double[] im, PauliString string, double c, double s) {
    for (int j = 0; j < re.length; j++) {
      double sine = string.isNegative(j) ? -s : s;
      double real = re[j];
      re[j] = Math.fma(c, real, sine * im[j]);
      im[j] = Math.fma(c, im[j], -sine * real);
    }
  }

  private static void flippingRotation(
      double[] re, double[] im, PauliString string, double c, double s) {
    int turns = string.turns();
    int stride = Integer.highestOneBit(string.x());
    for (int pair = 0; pair < re.length / 2; pair++) {
      int j = Bits.insertZero(pair, stride);
      int k = j ^ string.x();
      // P|j> = i^turns (+-1)|k>, so -i s P has the entry -i i^turns (+-s) from j to k.
      double fromJ = string.isNegative(j) != (turns >= 2) ? -s : s;
      double fromK = string.isNegative(k) != (turns >= 2) ? -s : s;
      double jRe = re[j];
      double jIm = im[j];
      double kRe = re[k];
      double kIm = im[k];
      if ((turns & 1) == 0) {
        // -i (a + i b) = b - i a
        re[k] = Math.fma(c, kRe, fromJ * jIm);
        im[k] = Math.fma(c, kIm, -fromJ * jRe);
        re[j] = Math.fma(c, jRe, fromK * kIm);
        im[j] = Math.fma(c, jIm, -fromK * kRe);
      } else {
        // -i i = 1
        re[k] = Math.fma(c, kRe, fromJ * jRe);
        im[k] = Math.fma(c, kIm, fromJ * jIm);
        re[j] = Math.fma(c, jRe, fromK * kRe);
        im[j] = Math.fma(c, jIm, fromK * kIm);
      }
    }
  }
}
