package dev.qudiffuse.quantum;

/**
 * A Hermitian operator H on a register: what is measured, with the expectation value {@code
 * <psi|H|psi>}. Immutable and safe to share.
 *
 * <p>The cotangent of the expectation value is {@code 2 H psi}, so {@link #addApplied} is all that
 * {@link AdjointGradient} needs of it.
 */
public sealed interface Observable permits HermitianObservable, PauliSum {

  /** Number of qubits of the register. */
  int qubits();

  /**
   * {@code <psi|H|psi>}.
   *
   * @throws IllegalArgumentException if the state has another number of qubits
   */
  double expectationValue(StateVector state);

  /** Adds {@code factor H state} to {@code sum}. */
  void addApplied(double factor, StateVector state, StateVector sum);

  /** The dense matrix on the whole register: for small registers. */
  ComplexMatrix registerMatrix();
}
