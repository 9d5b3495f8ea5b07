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
    AmplitudeLoops.get()
        .pauliRotation(re, im, string, Trigonometry.cos(theta / 2), Trigonometry.sin(theta / 2));
  }

  @Override
  public void applyInverse(double[] angles, double[] re, double[] im) {
    double theta = angle.value(angles);
    AmplitudeLoops.get()
        .pauliRotation(re, im, string, Trigonometry.cos(theta / 2), -Trigonometry.sin(theta / 2));
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
