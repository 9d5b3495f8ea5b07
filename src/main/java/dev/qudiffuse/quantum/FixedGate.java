package dev.qudiffuse.quantum;

/** The named gates without angles. See {@link Gate} for the conventions. */
@SuppressWarnings("ImmutableEnumChecker") // ComplexMatrix is immutable, but says so in words only
public enum FixedGate implements Gate {
  /** The identity: nothing is done, but noise may follow. */
  I(real(2, 1, 0, 0, 1)),
  /** Hadamard. */
  H(real(2, R.HALF, R.HALF, R.HALF, -R.HALF)),
  /** Pauli X. */
  X(real(2, 0, 1, 1, 0)),
  /** Pauli Y. */
  Y(ComplexMatrix.of(2, new double[4], new double[] {0, -1, 1, 0})),
  /** Pauli Z. */
  Z(real(2, 1, 0, 0, -1)),
  /** Phase of a quarter turn: diag(1, i). */
  S(ComplexMatrix.of(2, new double[] {1, 0, 0, 0}, new double[] {0, 0, 0, 1})),
  /** The inverse of S: diag(1, -i). */
  SDG(ComplexMatrix.of(2, new double[] {1, 0, 0, 0}, new double[] {0, 0, 0, -1})),
  /** Phase of an eighth of a turn: diag(1, e^(i pi/4)). */
  T(ComplexMatrix.of(2, new double[] {1, 0, 0, R.HALF}, new double[] {0, 0, 0, R.HALF})),
  /** The inverse of T: diag(1, e^(-i pi/4)). */
  TDG(ComplexMatrix.of(2, new double[] {1, 0, 0, R.HALF}, new double[] {0, 0, 0, -R.HALF})),
  /** Square root of X: (1 + i, 1 - i; 1 - i, 1 + i) / 2. */
  SX(ComplexMatrix.of(2, new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {0.5, -0.5, -0.5, 0.5})),
  /** The inverse of SX. */
  SXDG(ComplexMatrix.of(2, new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {-0.5, 0.5, 0.5, -0.5})),
  /** Controlled X; qubits are control, target. */
  CNOT(real(4, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0)),
  /** Controlled Z, symmetric in its qubits. */
  CZ(real(4, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1)),
  /** Exchange of two qubits. */
  SWAP(real(4, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1));

  private final ComplexMatrix matrix;

  FixedGate(ComplexMatrix matrix) {
    this.matrix = matrix;
  }

  private static ComplexMatrix real(int size, double... entries) {
    return ComplexMatrix.real(size, entries);
  }

  /** The gate that undoes this one. */
  FixedGate inverse() {
    return switch (this) {
      case S -> SDG;
      case SDG -> S;
      case T -> TDG;
      case TDG -> T;
      case SX -> SXDG;
      case SXDG -> SX;
      case I, H, X, Y, Z, CNOT, CZ, SWAP -> this;
    };
  }

  @Override
  public int qubits() {
    return matrix.size() == 2 ? 1 : 2;
  }

  @Override
  public int angles() {
    return 0;
  }

  @Override
  public ComplexMatrix matrix(double... angles) {
    Angles.requireCount(this, 0, angles.length);
    return matrix;
  }

  /** Holds what the constants above need before the enum's own static fields exist. */
  private static final class R {
    static final double HALF = Math.sqrt(0.5);
  }
}
