package dev.qudiffuse.quantum;

import java.util.List;

/**
 * A rotation {@code exp(-i theta/2 G)} of a target qubit, wherever all control qubits are 1.
 *
 * @param stride of the target
 * @param control strides of the controls, added up; 0 for none
 */
record RotationKernel(RotationGate.Axis axis, Angle angle, int stride, int control)
    implements Kernel {

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
    AmplitudeLoops loops = AmplitudeLoops.get();
    switch (axis) {
      case X -> {
        if (control == 0) {
          loops.rotateX(re, im, stride, c, s);
        } else {
          loops.matrix(re, im, stride, control, c, 0, 0, -s, 0, -s, c, 0);
        }
      }
      case Y -> loops.matrix(re, im, stride, control, c, 0, -s, 0, s, 0, c, 0);
      case Z -> loops.matrix(re, im, stride, control, c, -s, 0, 0, 0, 0, c, s);
      // e^(i theta) from the half angle: (c + i s)^2.
      case PHASE ->
          loops.matrix(re, im, stride, control, 1, 0, 0, 0, 0, 0, c * c - s * s, 2 * c * s);
    }
  }

  /**
   * The generator commutes with the rotation, so the derivative is read off at the output: {@code
   * Im <g|G|psi> / 2}.
   */
  @Override
  public void backward(
      double[] angles, StateVector state, StateVector cotangent, double[] gradient) {
    if (angle instanceof Angle.Parameter) {
      angle.backward(0.5 * imaginaryGeneratorElement(state, cotangent), gradient);
    }
    double theta = angle.value(angles);
    double c = Trigonometry.cos(theta / 2);
    double s = Trigonometry.sin(theta / 2);
    apply(c, -s, state.re(), state.im());
    apply(c, -s, cotangent.re(), cotangent.im());
  }

  @Override
  public List<Angle> angles() {
    return List.of(angle);
  }

  /** {@code -i G / 2} times the output, where the controls are 1; elsewhere nothing. */
  @Override
  public void addDerivative(int index, double factor, StateVector output, StateVector sum) {
    double[] re = output.re();
    double[] im = output.im();
    double[] toRe = sum.re();
    double[] toIm = sum.im();
    double half = factor / 2;
    int pairs = Bits.pairs(re.length, control);
    for (int pair = 0; pair < pairs; pair++) {
      int i0 = Bits.first(pair, stride, control);
      int i1 = i0 + stride;
      switch (axis) {
        case X -> {
          toRe[i0] = Math.fma(half, im[i1], toRe[i0]);
          toIm[i0] = Math.fma(-half, re[i1], toIm[i0]);
          toRe[i1] = Math.fma(half, im[i0], toRe[i1]);
          toIm[i1] = Math.fma(-half, re[i0], toIm[i1]);
        }
        case Y -> {
          toRe[i0] = Math.fma(-half, re[i1], toRe[i0]);
          toIm[i0] = Math.fma(-half, im[i1], toIm[i0]);
          toRe[i1] = Math.fma(half, re[i0], toRe[i1]);
          toIm[i1] = Math.fma(half, im[i0], toIm[i1]);
        }
        case Z -> {
          toRe[i0] = Math.fma(half, im[i0], toRe[i0]);
          toIm[i0] = Math.fma(-half, re[i0], toIm[i0]);
          toRe[i1] = Math.fma(-half, im[i1], toRe[i1]);
          toIm[i1] = Math.fma(half, re[i1], toIm[i1]);
        }
        case PHASE -> {
          toRe[i1] = Math.fma(-factor, im[i1], toRe[i1]);
          toIm[i1] = Math.fma(factor, re[i1], toIm[i1]);
        }
      }
    }
  }

  private double imaginaryGeneratorElement(StateVector state, StateVector cotangent) {
    double[] re = state.re();
    double[] im = state.im();
    double[] gRe = cotangent.re();
    double[] gIm = cotangent.im();
    int pairs = Bits.pairs(re.length, control);
    double sum = 0;
    switch (axis) {
      case X -> {
        for (int pair = 0; pair < pairs; pair++) {
          int i0 = Bits.first(pair, stride, control);
          int i1 = i0 + stride;
          sum +=
              imaginary(gRe[i0], gIm[i0], re[i1], im[i1])
                  + imaginary(gRe[i1], gIm[i1], re[i0], im[i0]);
        }
      }
      case Y -> {
        for (int pair = 0; pair < pairs; pair++) {
          int i0 = Bits.first(pair, stride, control);
          int i1 = i0 + stride;
          // Y psi = (-i psi1, i psi0), and Im(i z) = Re z.
          sum += gRe[i1] * re[i0] + gIm[i1] * im[i0] - (gRe[i0] * re[i1] + gIm[i0] * im[i1]);
        }
      }
      case Z -> {
        for (int pair = 0; pair < pairs; pair++) {
          int i0 = Bits.first(pair, stride, control);
          int i1 = i0 + stride;
          sum +=
              imaginary(gRe[i0], gIm[i0], re[i0], im[i0])
                  - imaginary(gRe[i1], gIm[i1], re[i1], im[i1]);
        }
      }
      case PHASE -> {
        for (int pair = 0; pair < pairs; pair++) {
          int i1 = Bits.first(pair, stride, control) + stride;
          sum -= 2 * imaginary(gRe[i1], gIm[i1], re[i1], im[i1]);
        }
      }
    }
    return sum;
  }

  /** {@code Im(conj(a) b)}. */
  private static double imaginary(double aRe, double aIm, double bRe, double bIm) {
    return Math.fma(aRe, bIm, -aIm * bRe);
  }
}
