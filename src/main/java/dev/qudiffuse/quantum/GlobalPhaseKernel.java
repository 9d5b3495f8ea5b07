package dev.qudiffuse.quantum;

import java.util.List;

/** {@code psi <- e^(i theta) psi}. */
record GlobalPhaseKernel(Angle angle) implements Kernel {

  @Override
  public void apply(double[] angles, double[] re, double[] im) {
    double theta = angle.value(angles);
    multiply(Trigonometry.cos(theta), Trigonometry.sin(theta), re, im);
  }

  @Override
  public void applyInverse(double[] angles, double[] re, double[] im) {
    double theta = angle.value(angles);
    multiply(Trigonometry.cos(theta), -Trigonometry.sin(theta), re, im);
  }

  /** The same factor on both halves of the state. */
  private static void multiply(double c, double s, double[] re, double[] im) {
    AmplitudeLoops.get().matrix(re, im, re.length / 2, 0, c, s, 0, 0, 0, 0, c, s);
  }

  /**
   * The derivative of the state is i times the state, so that of the result is {@code -Im <g|psi>}.
   */
  @Override
  public void backward(
      double[] angles, StateVector state, StateVector cotangent, double[] gradient) {
    if (angle instanceof Angle.Parameter) {
      angle.backward(-cotangent.imaginaryInnerProduct(state), gradient);
    }
    applyInverse(angles, state.re(), state.im());
    applyInverse(angles, cotangent.re(), cotangent.im());
  }

  @Override
  public List<Angle> angles() {
    return List.of(angle);
  }

  /** i times the output. */
  @Override
  public void addDerivative(int index, double factor, StateVector output, StateVector sum) {
    for (int i = 0; i < output.re().length; i++) {
      sum.re()[i] = Math.fma(-factor, output.im()[i], sum.re()[i]);
      sum.im()[i] = Math.fma(factor, output.re()[i], sum.im()[i]);
    }
  }
}
