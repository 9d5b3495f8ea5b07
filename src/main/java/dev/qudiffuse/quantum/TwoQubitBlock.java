package dev.qudiffuse.quantum;

/**
 * The two-qubit block of Vatan and Williams (quant-ph/0308006) with angles alpha, beta, gamma:
 *
 * <pre>
 * U = e^(-i pi/4) exp(i (alpha XX + beta YY + gamma ZZ))
 * </pre>
 *
 * <p>The eight gates of {@link #decomposition()} are its definition, global phase included, because
 * a Hadamard test sees that phase. In closed form only eight of the sixteen entries differ from
 * zero; with phi = -pi/4:
 *
 * <pre>
 * even = e^(i (phi + gamma))   odd = e^(i (phi - gamma))
 *   |00>, |11>:  even * (  cos(alpha - beta)  i sin(alpha - beta)
 *                        i sin(alpha - beta)    cos(alpha - beta) )
 *   |01>, |10>:  odd  * (  cos(alpha + beta)  i sin(alpha + beta)
 *                        i sin(alpha + beta)    cos(alpha + beta) )
 * </pre>
 *
 * <p>XX, YY and ZZ commute, so each angle's derivative is {@code i XX U}, {@code i YY U}, {@code i
 * ZZ U}. The block is symmetric in its qubits.
 */
public record TwoQubitBlock() implements Gate {

  /** The argument of the block's global phase, which the eight gates leave. */
  static final double GLOBAL_PHASE = -Math.PI / 4;

  @Override
  public int qubits() {
    return 2;
  }

  @Override
  public int angles() {
    return 3;
  }

  @Override
  public ComplexMatrix matrix(double... angles) {
    Angles.requireCount(this, 3, angles.length);
    double alpha = angles[0];
    double beta = angles[1];
    double gamma = angles[2];
    double[] re = new double[16];
    double[] im = new double[16];
    fill(re, im, 0, 3, GLOBAL_PHASE + gamma, alpha - beta);
    fill(re, im, 1, 2, GLOBAL_PHASE - gamma, alpha + beta);
    return ComplexMatrix.of(4, re, im);
  }

  private static void fill(
      double[] re, double[] im, int first, int second, double phase, double mixing) {
    double c = Trigonometry.cos(mixing);
    double s = Trigonometry.sin(mixing);
    double phaseRe = Trigonometry.cos(phase);
    double phaseIm = Trigonometry.sin(phase);
    re[first * 5] = c * phaseRe;
    im[first * 5] = c * phaseIm;
    re[second * 5] = c * phaseRe;
    im[second * 5] = c * phaseIm;
    re[first * 4 + second] = -s * phaseIm;
    im[first * 4 + second] = s * phaseRe;
    re[second * 4 + first] = -s * phaseIm;
    im[second * 4 + first] = s * phaseRe;
  }

  /**
   * The eight elementary gates on two qubits that define the block; parameters 0, 1, 2 are alpha,
   * beta, gamma.
   */
  public static Circuit decomposition() {
    Angle alpha = Angle.parameter(0);
    Angle beta = Angle.parameter(1);
    Angle gamma = Angle.parameter(2);
    int a = 0;
    int b = 1;
    return Circuit.builder(2)
        .add(RotationGate.RZ, b, Angle.of(-Math.PI / 2))
        .add(FixedGate.CNOT, b, a)
        .add(RotationGate.RZ, a, gamma.times(-2).plus(Math.PI / 2))
        .add(RotationGate.RY, b, alpha.times(2).plus(-Math.PI / 2))
        .add(FixedGate.CNOT, a, b)
        .add(RotationGate.RY, b, beta.times(-2).plus(Math.PI / 2))
        .add(FixedGate.CNOT, b, a)
        .add(RotationGate.RZ, a, Angle.of(Math.PI / 2))
        .build();
  }
}
