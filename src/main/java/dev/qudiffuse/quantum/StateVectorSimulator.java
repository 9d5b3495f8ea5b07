package dev.qudiffuse.quantum;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Runs circuits exactly, on all {@code 2^n} amplitudes, in place and, one state at a time, without
 * allocating. Stateless and thread-safe; the states are the caller's.
 *
 * <p>Many states are shared among the threads of the common pool; each becomes to the bit what it
 * would have become alone.
 */
public final class StateVectorSimulator {

  /**
   * {@code state <- U(angles) state}.
   *
   * @param angles the circuit's parameters, in radians
   * @throws IllegalArgumentException if the number of angles or of qubits is not the circuit's
   */
  public void run(Circuit circuit, double[] angles, StateVector state) {
    circuit.requireArguments(angles, state);
    for (Kernel kernel : circuit.kernels()) {
      kernel.apply(angles, state.re(), state.im());
    }
  }

  /**
   * {@code states_k <- U(angles_k) states_k} for every k, in parallel.
   *
   * @param angles one set of the circuit's parameters for each state
   * @param states no state twice
   * @throws IllegalArgumentException if there are not as many sets as states, a state comes twice,
   *     or the number of angles or of qubits is not the circuit's; no state is changed then
   */
  public void run(Circuit circuit, List<double[]> angles, List<StateVector> states) {
    if (angles.size() != states.size()) {
      throw new IllegalArgumentException(
          "expected a set of angles for each of %d states, got %d"
              .formatted(states.size(), angles.size()));
    }
    runAll(circuit, angles::get, states);
  }

  /**
   * {@code states_k <- U(angles) states_k} for every k, in parallel.
   *
   * @param states no state twice
   * @throws IllegalArgumentException if a state comes twice, or the number of angles or of qubits
   *     is not the circuit's; no state is changed then
   */
  public void run(Circuit circuit, double[] angles, List<StateVector> states) {
    runAll(circuit, _ -> angles, states);
  }

  private void runAll(Circuit circuit, IntFunction<double[]> angles, List<StateVector> states) {
    Set<StateVector> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int k = 0; k < states.size(); k++) {
      circuit.requireArguments(angles.apply(k), states.get(k));
      if (!distinct.add(states.get(k))) {
        throw new IllegalArgumentException(
            "expected different states, got the same one again in place " + k);
      }
    }
    ParallelTasks.forEach(states.size(), 0, k -> run(circuit, angles.apply(k), states.get(k)));
  }

  /**
   * {@code state <- U(angles)^dagger state}: undoes {@link #run(Circuit, double[], StateVector)}.
   */
  public void runInverse(Circuit circuit, double[] angles, StateVector state) {
    circuit.requireArguments(angles, state);
    Kernel[] kernels = circuit.kernels();
    for (int i = kernels.length - 1; i >= 0; i--) {
      kernels[i].applyInverse(angles, state.re(), state.im());
    }
  }
}
