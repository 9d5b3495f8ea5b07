package dev.qudiffuse.quantum;

/**
 * A one-qubit gate that acts where all of several control qubits are 1. The controls come first,
 * the target last.
 *
 * @param gate the gate on the target: one qubit, not itself controlled
 * @param controls how many controls, at least 1
 */
public record Controlled(Gate gate, int controls) implements Gate {

  public Controlled {
    if (gate.qubits() != 1 || gate instanceof Controlled) {
      throw new IllegalArgumentException("expected a gate on one qubit, got " + gate);
    }
    if (controls < 1 || controls >= Circuit.MAX_QUBITS) {
      throw new IllegalArgumentException(
          "expected 1 to " + (Circuit.MAX_QUBITS - 1) + " controls, got " + controls);
    }
  }

  @Override
  public int qubits() {
    return controls + 1;
  }

  @Override
  public int angles() {
    return gate.angles();
  }

  @Override
  public ComplexMatrix matrix(double... angles) {
    return matrix(gate.matrix(angles), controls);
  }

  /** The identity, but for the last two basis states, which the target's matrix mixes. */
  static ComplexMatrix matrix(ComplexMatrix target, int controls) {
    int size = 2 << controls;
    double[] re = new double[Math.multiplyExact(size, size)];
    double[] im = new double[size * size];
    for (int i = 0; i < size - 2; i++) {
      re[i * size + i] = 1;
    }
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        int entry = (size - 2 + row) * size + size - 2 + column;
        re[entry] = target.re(row, column);
        im[entry] = target.im(row, column);
      }
    }
    return ComplexMatrix.of(size, re, im);
  }

  @Override
  public String toString() {
    return "C".repeat(controls) + gate;
  }
}
