package dev.qudiffuse.quantum.ansatz;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.PauliString;
import dev.qudiffuse.quantum.PauliSum;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hamiltonians of spins on a ring, in Pauli matrices (not in spins of 1/2, which are half of them).
 * On two qubits the ring is a single bond.
 */
public final class SpinModel {

  private SpinModel() {}

  /**
   * The Ising model in a transverse field, {@code H = -J sum_i Z_i Z_(i+1) - h sum_i X_i}.
   *
   * @param coupling J; ferromagnetic if positive
   * @param field h
   * @throws IllegalArgumentException if there are fewer than 2 qubits
   */
  public static PauliSum transverseFieldIsing(int qubits, double coupling, double field) {
    return sum(terms(qubits, "ZZ", -coupling), terms(qubits, "X", -field));
  }

  /**
   * The anisotropic Heisenberg model, {@code H = sum_i (Jx X_i X_(i+1) + Jy Y_i Y_(i+1) + Jz Z_i
   * Z_(i+1))}; antiferromagnetic if positive.
   *
   * @throws IllegalArgumentException if there are fewer than 2 qubits
   */
  public static PauliSum heisenberg(int qubits, double jx, double jy, double jz) {
    return sum(terms(qubits, "XX", jx), terms(qubits, "YY", jy), terms(qubits, "ZZ", jz));
  }

  /** Where these letters stand in a model: on every qubit, or on every pair of neighbours. */
  static List<List<Integer>> sites(int qubits, String letters) {
    return letters.length() == 1 ? Targets.each(qubits) : Targets.ring(qubits);
  }

  private static Stream<PauliSum.Term> terms(int qubits, String letters, double coefficient) {
    if (qubits < 2 || qubits > Circuit.MAX_QUBITS) {
      throw new IllegalArgumentException(
          "expected 2 to %d qubits, got %d".formatted(Circuit.MAX_QUBITS, qubits));
    }
    return sites(qubits, letters).stream()
        .map(site -> new PauliSum.Term(coefficient, PauliString.of(letters).on(qubits, site)));
  }

  @SafeVarargs
  private static PauliSum sum(Stream<PauliSum.Term>... parts) {
    return new PauliSum(Stream.of(parts).flatMap(part -> part).toList());
  }
}
