package dev.qudiffuse.quantum;

/**
 * Any unitary on one or two qubits, given by its matrix.
 *
 * @param matrix 2 x 2 or 4 x 4; unitary within 1e-10
 */
public record UnitaryGate(ComplexMatrix matrix) implements Gate {

  private static final double TOLERANCE = 1e-10;

  public UnitaryGate {
    if (matrix.size() != 2 && matrix.size() != 4) {
      throw new IllegalArgumentException(
          "expected a 2 x 2 or 4 x 4 matrix, got size " + matrix.size());
    }
    if (!matrix.isUnitary(TOLERANCE)) {
      throw new IllegalArgumentException(
          "expected a unitary matrix (within " + TOLERANCE + "), got\n" + matrix);
    }
  }

  /** The gate that undoes this one. */
  UnitaryGate inverse() {
    return new UnitaryGate(matrix.adjoint());
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
    Angles.requireCount("a fixed unitary", 0, angles.length);
    return matrix;
  }
}
