package dev.qudiffuse.quantum;

import java.util.List;

/**
 * A real linear combination of Pauli strings, {@code H = sum_k c_k P_k}: the form in which
 * Hamiltonians are written, and every Hermitian operator can be.
 *
 * @param terms at least one, all on registers of one size
 */
public record PauliSum(List<Term> terms) implements Observable {

  /**
   * One summand.
   *
   * @param coefficient c, finite
   * @param string P
   */
  public record Term(double coefficient, PauliString string) {
    public Term {
      if (!Double.isFinite(coefficient)) {
        throw new IllegalArgumentException("expected a finite coefficient, got " + coefficient);
      }
    }
  }

  public PauliSum {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("expected at least one Pauli string");
    }
    int qubits = terms.getFirst().string().qubits();
    for (Term term : terms) {
      if (term.string().qubits() != qubits) {
        throw new IllegalArgumentException(
            "expected Pauli strings of %d qubits, got %s".formatted(qubits, term.string()));
      }
    }
  }

  /** A single Pauli string, such as {@code "ZZI"}, qubit 0 first. */
  public static PauliSum of(String letters) {
    return new PauliSum(List.of(new Term(1, PauliString.of(letters))));
  }

  @Override
  public int qubits() {
    return terms.getFirst().string().qubits();
  }

  @Override
  public double expectationValue(StateVector state) {
    double sum = 0;
    for (Term term : terms) {
      sum = Math.fma(term.coefficient(), term.string().expectationValue(state), sum);
    }
    return sum;
  }

  @Override
  public void addApplied(double factor, StateVector state, StateVector sum) {
    for (Term term : terms) {
      term.string().addApplied(factor * term.coefficient(), state, sum);
    }
  }

  @Override
  public ComplexMatrix registerMatrix() {
    return terms.stream()
        .map(term -> term.string().matrix().times(term.coefficient(), 0))
        .reduce(ComplexMatrix::plus)
        .orElseThrow();
  }
}
