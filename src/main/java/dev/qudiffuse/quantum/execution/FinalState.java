package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Memory;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.StateVector;
import java.util.List;

/** What a run leaves behind, before it is measured; measuring does not change it. */
sealed interface FinalState {

  /** Number of qubits. */
  int qubits();

  /** The expectation value of an observable that is measured perfectly. */
  double expectationValue(Observable observable);

  /**
   * The probability of each outcome of measuring all qubits after a change of basis; a fresh array.
   */
  double[] probabilities(List<BasisChange> basis);

  /**
   * A unitary that turns the eigenbasis of what is measured into that of the qubits.
   *
   * @param qubits where it acts
   */
  record BasisChange(LocalOperator operator, List<Integer> qubits) {}

  /** A pure state. */
  record Pure(StateVector state) implements FinalState {
    @Override
    public int qubits() {
      return state.qubits();
    }

    @Override
    public double expectationValue(Observable observable) {
      return observable.expectationValue(state);
    }

    @Override
    public double[] probabilities(List<BasisChange> basis) {
      StateVector turned = state;
      if (!basis.isEmpty()) {
        turned = new StateVector(state.qubits());
        turned.copyFrom(state);
        for (BasisChange change : basis) {
          change.operator().apply(turned, change.qubits());
        }
      }
      double[] probabilities = outcomes(state.qubits());
      for (int i = 0; i < probabilities.length; i++) {
        probabilities[i] = turned.probability(i);
      }
      return probabilities;
    }
  }

  /** A mixed state. */
  record Mixed(DensityMatrix state) implements FinalState {
    @Override
    public int qubits() {
      return state.qubits();
    }

    @Override
    public double expectationValue(Observable observable) {
      return state.expectationValue(observable);
    }

    @Override
    public double[] probabilities(List<BasisChange> basis) {
      DensityMatrix turned = state;
      if (!basis.isEmpty()) {
        turned = state.copy();
        for (BasisChange change : basis) {
          turned.apply(change.operator(), change.qubits());
        }
      }
      double[] probabilities = outcomes(state.qubits());
      for (int i = 0; i < probabilities.length; i++) {
        // Rounding may leave an impossible outcome a little below zero.
        probabilities[i] = Math.max(0, turned.probability(i));
      }
      return probabilities;
    }
  }

  /** A number for each outcome, all zero. */
  static double[] outcomes(int qubits) {
    Memory.require("the probabilities of " + qubits + " qubits", Math.scalb(8.0, qubits));
    return new double[1 << qubits];
  }
}
