package dev.qudiffuse.quantum;

import java.util.List;

/**
 * {@code exp(-i theta/2 P)} of a Pauli string on the whole register, identities included, which
 * cost nothing: {@code psi <- cos(theta/2) psi - i sin(theta/2) P psi}, pair by pair where P flips
 * a bit and amplitude by amplitude where it does not.
 */
record PauliRotationKernel(PauliString string, Angle angle) implements Kernel {

  @Override
  public void apply(double[] angles, double[] re, double[] im) {
    double theta = angle.value(angles);
    apply(Trigonometry.cos(theta / 2), Trigonometry.sin(theta / 2), re, im);
  }

  @Override
  public void applyInverse(double[] angles, double[] re, double[] im) {
    double theta = angle.value(angles);
    apply(Trigonometry.cos(theta / 2), -Trigonometry.sin(theta / 2), re, im);
  }

  private void apply(double c, double s, double[] re, double[] im) {
    if (string.x() == 0) {
      applyDiagonal(c, s, re, im);
    } else {
      applyFlipping(c, s, re, im);
    }
  }

  private void applyDiagonal(double c, double s, double[] re, double[] im) {
    for (int j = 0; j < re.length; j++) {
      double sine = string.isNegative(j) ? -s : s;
      double real = re[j];
      re[j] = Math.fma(c, real, sine * im[j]);
      im[j] = Math.fma(c, im[j], -sine * real);
    }
  }

  private void applyFlipping(double c, double s, double[] re, double[] im) {
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

  /** The derivative is {@code Im <g|P|psi> / 2}, read off at the output. */
  @Override
  public void backward(
      double[] angles, StateVector state, StateVector cotangent, double[] gradient) {
    if (angle instanceof Angle.Parameter) {
      angle.backward(0.5 * string.imaginaryElement(cotangent, state), gradient);
    }
    applyInverse(angles, state.re(), state.im());
    applyInverse(angles, cotangent.re(), cotangent.im());
  }

  @Override
  public List<Angle> angles() {
    return List.of(angle);
  }

  /** {@code -i P / 2} times the output; -i is three quarter turns. */
  @Override
  public void addDerivative(int index, double factor, StateVector output, StateVector sum) {
    string.addApplied(3, factor / 2, output, sum);
  }
}
