package dev.qudiffuse.quantum;

/**
 * A rotation about a Pauli string: {@code exp(-i theta/2 P) = cos(theta/2) - i sin(theta/2) P}.
 * With {@code "XX"}, {@code "YY"}, {@code "ZZ"} these are the couplings of spin models; longer
 * strings couple more qubits at once.
 *
 * @param string P, on the gate's qubits in their order
 */
public record PauliRotation(PauliString string) implements Gate {

  public PauliRotation {
    if (string.weight() == 0) {
      throw new IllegalArgumentException(
          "expected a Pauli string other than the identity, got " + string);
    }
  }

  /** The rotation about a string given by letters, such as {@code "ZZ"}. */
  public static PauliRotation of(String letters) {
    return new PauliRotation(PauliString.of(letters));
  }

  /** The axis of the rotation, where it is on one qubit. */
  RotationGate.Axis axis() {
    return switch (string.letter(0)) {
      case 'X' -> RotationGate.Axis.X;
      case 'Y' -> RotationGate.Axis.Y;
      default -> RotationGate.Axis.Z;
    };
  }

  @Override
  public int qubits() {
    return string.qubits();
  }

  @Override
  public int angles() {
    return 1;
  }

  @Override
  public ComplexMatrix matrix(double... angles) {
    Angles.requireCount(this, 1, angles.length);
    double c = Trigonometry.cos(angles[0] / 2);
    double s = Trigonometry.sin(angles[0] / 2);
    return ComplexMatrix.identity(1 << qubits()).times(c, 0).plus(string.matrix().times(0, -s));
  }

  @Override
  public String toString() {
    return "R" + string;
  }
}
