package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Bits;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.HermitianObservable;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.PauliString;
import dev.qudiffuse.quantum.PauliSum;
import dev.qudiffuse.quantum.execution.FinalState.BasisChange;
import java.util.ArrayList;
import java.util.List;

/**
 * One way of measuring all qubits: a change of basis, and what can then be read off the outcome.
 *
 * <p>Pauli strings, of one observable or several, share a measurement where on every qubit they
 * have the same letter or the identity (qubit-wise commutation; each joins the first measurement
 * that it fits). X is read after H, Y after H S^dagger, since {@code H S^dagger Y S H = Z}. A
 * {@link HermitianObservable} {@code A = V diag(lambda) V^dagger} has a measurement to itself:
 * after V^dagger on its window, the window's bits count the eigenvalues in the order of {@link
 * HermitianEigen}.
 *
 * @param basis applied before reading
 * @param readings at most one for each observable
 */
record Measurement(List<BasisChange> basis, List<Reading> readings) {

  /**
   * What an outcome contributes to an observable.
   *
   * @param observable its place in the list
   */
  record Reading(int observable, Eigenvalues eigenvalues) {
    /** Its expectation value under these probabilities of outcomes. */
    double mean(double[] probabilities) {
      double sum = 0;
      for (int outcome = 0; outcome < probabilities.length; outcome++) {
        if (probabilities[outcome] != 0) {
          sum = Math.fma(probabilities[outcome], eigenvalues.of(outcome), sum);
        }
      }
      return sum;
    }
  }

  /** The value that is read where the qubits are found in a basis state. */
  interface Eigenvalues {
    double of(int outcome);
  }

  private static final LocalOperator FROM_X = new LocalOperator(FixedGate.H.matrix());
  private static final LocalOperator FROM_Y =
      new LocalOperator(FixedGate.H.matrix().times(FixedGate.SDG.matrix()));

  /** Measurements that between them read every observable. */
  static List<Measurement> plan(List<Observable> observables) {
    List<PauliGroup> groups = new ArrayList<>();
    List<Measurement> measurements = new ArrayList<>();
    for (int i = 0; i < observables.size(); i++) {
      switch (observables.get(i)) {
        case PauliSum sum -> {
          for (PauliSum.Term term : sum.terms()) {
            group(groups, term.string()).add(i, term);
          }
        }
        case HermitianObservable hermitian -> measurements.add(ofMatrix(i, hermitian));
      }
    }
    groups.forEach(group -> measurements.add(group.measurement()));
    return measurements;
  }

  private static PauliGroup group(List<PauliGroup> groups, PauliString string) {
    for (PauliGroup group : groups) {
      if (group.fits(string)) {
        return group;
      }
    }
    groups.add(new PauliGroup(string.qubits()));
    return groups.getLast();
  }

  private static Measurement ofMatrix(int index, HermitianObservable observable) {
    HermitianEigen eigen = HermitianEigen.of(observable.matrix());
    int[] strides =
        observable.window().stream()
            .mapToInt(qubit -> Bits.stride(observable.qubits(), qubit))
            .toArray();
    Eigenvalues eigenvalues =
        outcome -> {
          int pattern = 0;
          for (int stride : strides) {
            pattern = 2 * pattern + ((outcome & stride) == 0 ? 0 : 1);
          }
          return eigen.values()[pattern];
        };
    ComplexMatrix vectors = eigen.vectors();
    List<BasisChange> basis =
        vectors.equals(ComplexMatrix.identity(vectors.size()))
            ? List.of()
            : List.of(new BasisChange(new LocalOperator(vectors.adjoint()), observable.window()));
    return new Measurement(basis, List.of(new Reading(index, eigenvalues)));
  }

  /** Pauli strings that are read off the same outcome. */
  private static final class PauliGroup {
    private final int qubits;
    private int x;
    private int z;
    private final List<PauliReading> readings = new ArrayList<>();

    PauliGroup(int qubits) {
      this.qubits = qubits;
    }

    boolean fits(PauliString string) {
      int both = (x | z) & (string.x() | string.z());
      return (((x ^ string.x()) | (z ^ string.z())) & both) == 0;
    }

    void add(int observable, PauliSum.Term term) {
      x |= term.string().x();
      z |= term.string().z();
      if (readings.isEmpty() || readings.getLast().observable != observable) {
        readings.add(new PauliReading(observable));
      }
      readings.getLast().terms.add(term);
    }

    Measurement measurement() {
      PauliString letters = new PauliString(qubits, x, z);
      List<BasisChange> basis = new ArrayList<>();
      for (int qubit = 0; qubit < qubits; qubit++) {
        switch (letters.letter(qubit)) {
          case 'X' -> basis.add(new BasisChange(FROM_X, List.of(qubit)));
          case 'Y' -> basis.add(new BasisChange(FROM_Y, List.of(qubit)));
          default -> {
            // I and Z are read as they are.
          }
        }
      }
      return new Measurement(
          basis, readings.stream().map(r -> new Reading(r.observable, r.eigenvalues())).toList());
    }
  }

  /** The terms of one observable within a group. */
  private static final class PauliReading {
    private final int observable;
    private final List<PauliSum.Term> terms = new ArrayList<>();

    PauliReading(int observable) {
      this.observable = observable;
    }

    Eigenvalues eigenvalues() {
      double[] coefficients = terms.stream().mapToDouble(PauliSum.Term::coefficient).toArray();
      int[] supports =
          terms.stream().mapToInt(term -> term.string().x() | term.string().z()).toArray();
      return outcome -> {
        double sum = 0;
        for (int k = 0; k < coefficients.length; k++) {
          boolean odd = (Integer.bitCount(outcome & supports[k]) & 1) != 0;
          sum += odd ? -coefficients[k] : coefficients[k];
        }
        return sum;
      };
    }
  }
}
