package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.UnitaryGate;
import java.util.Optional;
import org.apache.commons.math3.util.FastMath;

/**
 * The principal power of a gate on one qubit: its eigenvalues {@code e^(i a)}, a in (-pi, pi],
 * become {@code e^(i k a)}, so that {@code pow(1/2) @ z} is S and not its inverse.
 *
 * <p>With {@code M = e^(i d) (cos w - i sin w n.sigma)}, a unit vector n, and w in [0, pi], the
 * eigenvalues are {@code e^(i (d - w))} for n.sigma = 1 and {@code e^(i (d + w))} for -1.
 */
final class FractionalPower {

  /** Phases this close to -pi are pi, as rounding may have brought them across. */
  private static final double TOLERANCE = 1e-9;

  private FractionalPower() {}

  /** The power, or nothing if the sequence is on more than one qubit or has parameters. */
  static Optional<GateSequence> of(GateSequence sequence, double exponent) {
    if (!sequence.phase().isConstant()) {
      return Optional.empty();
    }
    if (sequence.operations().isEmpty()) {
      Affine phase = Affine.of(exponent * principal(sequence.phase().constant()));
      return Optional.of(sequence.empty().phase(phase));
    }
    int qubit = sequence.operations().getFirst().qubits().getFirst();
    double phase = sequence.phase().constant();
    ComplexMatrix matrix =
        ComplexMatrix.identity(2).times(FastMath.cos(phase), FastMath.sin(phase));
    for (Operation operation : sequence.operations()) {
      if (operation.qubits().size() != 1
          || operation.qubits().getFirst() != qubit
          || operation.angles().stream().anyMatch(Angle.Parameter.class::isInstance)) {
        return Optional.empty();
      }
      matrix = operation.matrix(new double[0]).times(matrix);
    }
    return Optional.of(sequence.empty().gate(new UnitaryGate(power(matrix, exponent)), qubit));
  }

  static ComplexMatrix power(ComplexMatrix matrix, double exponent) {
    double determinantRe =
        matrix.re(0, 0) * matrix.re(1, 1)
            - matrix.im(0, 0) * matrix.im(1, 1)
            - matrix.re(0, 1) * matrix.re(1, 0)
            + matrix.im(0, 1) * matrix.im(1, 0);
    double determinantIm =
        matrix.re(0, 0) * matrix.im(1, 1)
            + matrix.im(0, 0) * matrix.re(1, 1)
            - matrix.re(0, 1) * matrix.im(1, 0)
            - matrix.im(0, 1) * matrix.re(1, 0);
    double d = FastMath.atan2(determinantIm, determinantRe) / 2;
    ComplexMatrix special = matrix.times(FastMath.cos(d), -FastMath.sin(d));
    double x = -(special.im(0, 1) + special.im(1, 0)) / 2;
    double y = (special.re(1, 0) - special.re(0, 1)) / 2;
    double z = (special.im(1, 1) - special.im(0, 0)) / 2;
    double length = Math.sqrt(x * x + y * y + z * z);
    double w = FastMath.atan2(length, (special.re(0, 0) + special.re(1, 1)) / 2);
    if (length == 0) {
      z = 1;
      length = 1;
    }
    double up = exponent * principal(d - w);
    double down = exponent * principal(d + w);
    double c = FastMath.cos((down - up) / 2);
    double s = FastMath.sin((down - up) / 2) / length;
    return ComplexMatrix.of(
            2, new double[] {c, -s * y, s * y, c}, new double[] {-s * z, -s * x, -s * x, s * z})
        .times(FastMath.cos((up + down) / 2), FastMath.sin((up + down) / 2));
  }

  private static double principal(double phase) {
    double turned = Math.IEEEremainder(phase, 2 * Math.PI);
    return turned < -Math.PI + TOLERANCE ? turned + 2 * Math.PI : turned;
  }
}
