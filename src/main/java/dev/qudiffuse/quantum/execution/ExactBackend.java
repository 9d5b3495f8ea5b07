package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Memory;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.noise.NoiseModel;

/**
 * Runs a circuit on the {@code 2^n} amplitudes of a state vector, without noise. Immutable and safe
 * to share between threads.
 */
public final class ExactBackend extends StateBackend {

  private final StateVectorSimulator simulator = new StateVectorSimulator();

  /** The exact backend. */
  public ExactBackend() {
    super(NoiseModel.ideal());
  }

  @Override
  double bytes(int qubits) {
    return 2 * Memory.complexNumbers(qubits);
  }

  @Override
  FinalState run(Circuit circuit, double[] angles, StateVector input) {
    StateVector state = new StateVector(circuit.qubits());
    state.copyFrom(input);
    simulator.run(circuit, angles, state);
    return new FinalState.Pure(state);
  }
}
