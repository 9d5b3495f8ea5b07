package dev.qudiffuse.quantum;

import java.util.List;

/**
 * A {@link TwoQubitBlock} in closed form: amplitudes |00>, |11> mix with each other, and |01>, |10>
 * with each other, so one pass replaces eight gates.
 *
 * @param low the smaller of the two strides
 * @param high the larger
 */
record TwoQubitBlockKernel(Angle alpha, Angle beta, Angle gamma, int low, int high)
    implements Kernel {

  @Override
  public void apply(double[] angles, double[] re, double[] im) {
    apply(angles, 1, re, im);
  }

  @Override
  public void applyInverse(double[] angles, double[] re, double[] im) {
    apply(angles, -1, re, im);
  }

  /** The block, or with {@code sign} -1 its inverse, which has all arguments negated. */
  private void apply(double[] angles, double sign, double[] re, double[] im) {
    double a = sign * alpha.value(angles);
    double b = sign * beta.value(angles);
    double c = sign * gamma.value(angles);
    double phase = sign * TwoQubitBlock.GLOBAL_PHASE;
    double evenRe = Trigonometry.cos(phase + c);
    double evenIm = Trigonometry.sin(phase + c);
    double evenCos = Trigonometry.cos(a - b);
    double evenSin = Trigonometry.sin(a - b);
    double oddRe = Trigonometry.cos(phase - c);
    double oddIm = Trigonometry.sin(phase - c);
    double oddCos = Trigonometry.cos(a + b);
    double oddSin = Trigonometry.sin(a + b);
    AmplitudeLoops.get()
        .block(
            re,
            im,
            low,
            high,
            evenRe * evenCos,
            evenIm * evenCos,
            -evenIm * evenSin,
            evenRe * evenSin,
            oddRe * oddCos,
            oddIm * oddCos,
            -oddIm * oddSin,
            oddRe * oddSin);
  }

  /**
   * The derivatives are {@code i XX U}, {@code i YY U}, {@code i ZZ U}, so each is {@code -Im
   * <g|PP|psi>} at the output. With the sums over |00>, |11> (even) and |01>, |10> (odd) kept
   * apart, XX = even + odd and YY = odd - even.
   */
  @Override
  public void backward(
      double[] angles, StateVector state, StateVector cotangent, double[] gradient) {
    double[] re = state.re();
    double[] im = state.im();
    double[] gRe = cotangent.re();
    double[] gIm = cotangent.im();
    double even = 0;
    double odd = 0;
    double zz = 0;
    for (int quadruple = 0; quadruple < re.length / 4; quadruple++) {
      int i0 = Bits.insertZeros(quadruple, low, high);
      int i1 = i0 + low;
      int i2 = i0 + high;
      int i3 = i1 + high;
      even += cross(gRe, gIm, i0, re, im, i3) + cross(gRe, gIm, i3, re, im, i0);
      odd += cross(gRe, gIm, i1, re, im, i2) + cross(gRe, gIm, i2, re, im, i1);
      zz +=
          cross(gRe, gIm, i0, re, im, i0)
              + cross(gRe, gIm, i3, re, im, i3)
              - (cross(gRe, gIm, i1, re, im, i1) + cross(gRe, gIm, i2, re, im, i2));
    }
    alpha.backward(-(even + odd), gradient);
    beta.backward(even - odd, gradient);
    gamma.backward(-zz, gradient);
    apply(angles, -1, re, im);
    apply(angles, -1, gRe, gIm);
  }

  @Override
  public List<Angle> angles() {
    return List.of(alpha, beta, gamma);
  }

  /** {@code i XX}, {@code i YY} or {@code i ZZ} times the output; i is one quarter turn. */
  @Override
  public void addDerivative(int index, double factor, StateVector output, StateVector sum) {
    int pair = low | high;
    int x = index < 2 ? pair : 0;
    int z = index > 0 ? pair : 0;
    new PauliString(output.qubits(), x, z).addApplied(1, factor, output, sum);
  }

  /** {@code Im(conj(g_i) psi_j)}. */
  private static double cross(double[] gRe, double[] gIm, int i, double[] re, double[] im, int j) {
    return Math.fma(gRe[i], im[j], -gIm[i] * re[j]);
  }
}
