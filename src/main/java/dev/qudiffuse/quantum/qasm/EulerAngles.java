package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.ComplexMatrix;
import org.apache.commons.math3.util.FastMath;

/**
 * A unitary on one qubit as {@code e^(i phase) U(theta, phi, lambda)}, with U as the package
 * defines it; that is {@code e^(i (phase + (phi + lambda)/2)) RZ(phi) RY(theta) RZ(lambda)}.
 */
record EulerAngles(double phase, double theta, double phi, double lambda) {

  static EulerAngles of(ComplexMatrix u) {
    double cosine = FastMath.hypot(u.re(0, 0), u.im(0, 0));
    double sine = FastMath.hypot(u.re(1, 0), u.im(1, 0));
    double phase = FastMath.atan2(u.im(0, 0), u.re(0, 0));
    double theta = 2 * FastMath.atan2(sine, cosine);
    double phi = sine == 0 ? 0 : FastMath.atan2(u.im(1, 0), u.re(1, 0)) - phase;
    // Of lambda and phi + lambda, the one whose entry is large is known well, and only it matters.
    double lambda =
        cosine >= sine
            ? FastMath.atan2(u.im(1, 1), u.re(1, 1)) - phase - phi
            : FastMath.atan2(-u.im(0, 1), -u.re(0, 1)) - phase;
    return new EulerAngles(phase, theta, phi, lambda);
  }

  /** The phase where the rest is RZ(phi) RY(theta) RZ(lambda), of determinant 1. */
  double specialPhase() {
    return phase + (phi + lambda) / 2;
  }
}
