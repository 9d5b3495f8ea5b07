package dev.qudiffuse.quantum;

/**
 * The gates with one angle: {@code U(theta) = exp(-i theta/2 G)} with a fixed Hermitian generator
 * G, on one qubit or, for the controlled ones, on the target where the control is 1.
 */
public enum RotationGate implements Gate {
  /** Rotation about x. */
  RX(Axis.X, false),
  /** Rotation about y. */
  RY(Axis.Y, false),
  /** Rotation about z. */
  RZ(Axis.Z, false),
  /** Phase diag(1, e^(i theta)). */
  P(Axis.PHASE, false),
  /** Controlled RX; qubits are control, target. */
  CRX(Axis.X, true),
  /** Controlled RY; qubits are control, target. */
  CRY(Axis.Y, true),
  /** Controlled RZ; qubits are control, target. */
  CRZ(Axis.Z, true),
  /** Controlled phase diag(1, 1, 1, e^(i theta)), symmetric in its qubits. */
  CP(Axis.PHASE, true);

  /** What is rotated about. The phase gate has the generator diag(0, -2). */
  enum Axis {
    X,
    Y,
    Z,
    PHASE
  }

  private final Axis axis;
  private final boolean controlled;

  RotationGate(Axis axis, boolean controlled) {
    this.axis = axis;
    this.controlled = controlled;
  }

  Axis axis() {
    return axis;
  }

  boolean controlled() {
    return controlled;
  }

  @Override
  public int qubits() {
    return controlled ? 2 : 1;
  }

  @Override
  public int angles() {
    return 1;
  }

  @Override
  public ComplexMatrix matrix(double... angles) {
    Angles.requireCount(this, 1, angles.length);
    ComplexMatrix rotation = target(angles[0]);
    return controlled ? Controlled.matrix(rotation, 1) : rotation;
  }

  /** The 2 x 2 matrix on the target. */
  ComplexMatrix target(double theta) {
    double c = Trigonometry.cos(theta / 2);
    double s = Trigonometry.sin(theta / 2);
    return switch (axis) {
      case X -> ComplexMatrix.of(2, new double[] {c, 0, 0, c}, new double[] {0, -s, -s, 0});
      case Y -> ComplexMatrix.real(2, c, -s, s, c);
      case Z -> ComplexMatrix.of(2, new double[] {c, 0, 0, c}, new double[] {-s, 0, 0, s});
      case PHASE ->
          ComplexMatrix.of(
              2,
              new double[] {1, 0, 0, Trigonometry.cos(theta)},
              new double[] {0, 0, 0, Trigonometry.sin(theta)});
    };
  }
}
