package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.StateVector;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Something that runs circuits and measures them: exactly, with finitely many shots, with noise.
 *
 * <p>All methods take the same run: a circuit, its angles in radians, and the state it begins with,
 * which is not changed. They throw an {@link IllegalArgumentException} if the number of angles or
 * of qubits is not the circuit's, if the input is not of norm 1 (within 1e-8), or if the run does
 * not fit the memory that is left. Whether a backend may be shared between threads, it says itself.
 */
public interface Backend {

  /**
   * The expectation value of each observable, all from the same run.
   *
   * @param observables on registers of the circuit's size
   * @return one estimate for each, in their order
   */
  List<Estimate> expectationValues(
      Circuit circuit, double[] angles, StateVector input, List<Observable> observables);

  /**
   * The expectation values for each of several sets of angles: what {@link #expectationValues(
   * Circuit, double[], StateVector, List)} gives for one after the other. A backend without
   * randomness of its own may run them in parallel.
   *
   * @return for each set, one estimate for each observable
   */
  default List<List<Estimate>> expectationValues(
      Circuit circuit, List<double[]> angles, StateVector input, List<Observable> observables) {
    return angles.stream().map(set -> expectationValues(circuit, set, input, observables)).toList();
  }

  /**
   * The probability of each of the {@code 2^n} outcomes of measuring all qubits, qubit 0 the most
   * significant bit of the index. They sum to 1.
   */
  double[] probabilities(Circuit circuit, double[] angles, StateVector input);

  /**
   * Runs and measures all qubits, so many times.
   *
   * @param shots at least 1
   * @param random where the outcomes are drawn from
   */
  Counts counts(
      Circuit circuit, double[] angles, StateVector input, int shots, RandomGenerator random);
}
