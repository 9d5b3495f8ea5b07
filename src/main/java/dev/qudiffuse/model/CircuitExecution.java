package dev.qudiffuse.model;

import dev.qudiffuse.quantum.StateVector;

/** Runs the circuit of the deepest level and measures it. Owned by one thread. */
@FunctionalInterface
interface CircuitExecution {

  /**
   * One run.
   *
   * @param initial psi_0, which is left alone
   * @param angles the circuit's parameters
   * @param expectations receives the value of every observable
   * @return the value of the Hadamard test
   */
  double run(StateVector initial, double[] angles, double[] expectations);
}
