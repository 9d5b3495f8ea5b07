package dev.qudiffuse.quantum;

import java.util.List;

/**
 * The factor {@code e^(i theta)} on the whole state: a gate on no qubit, with one angle.
 *
 * <p>No measurement sees it, noise does not follow it, and it takes no place in a circuit's depth
 * or its count of gates. It makes a program and its circuit the same unitary to the last sign, and
 * counts where another state is compared with this one, as in a {@link HadamardTest}.
 */
public enum GlobalPhase implements Gate {
  /** The only one: what differs is the angle. */
  GLOBAL_PHASE;

  /** The operation that multiplies by {@code e^(i angle)}. */
  public static Operation of(Angle angle) {
    return new Operation(GLOBAL_PHASE, List.of(), List.of(angle));
  }

  @Override
  public int qubits() {
    return 0;
  }

  @Override
  public int angles() {
    return 1;
  }

  /** A single number. */
  @Override
  public ComplexMatrix matrix(double... angles) {
    Angles.requireCount(this, 1, angles.length);
    return ComplexMatrix.of(
        1, new double[] {Trigonometry.cos(angles[0])}, new double[] {Trigonometry.sin(angles[0])});
  }
}
