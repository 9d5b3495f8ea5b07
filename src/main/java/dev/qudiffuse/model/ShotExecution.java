package dev.qudiffuse.model;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.HadamardTest;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.execution.Binomial;
import dev.qudiffuse.quantum.execution.EigenbasisMeasurement;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * {@link CircuitBackend.Shots}: the state is exact, what is seen of it is counted. The ancilla of
 * the Hadamard test reads +1 with probability {@code (1 + h) / 2}, so that its mean is h. Buffers
 * for one thread.
 */
final class ShotExecution {

  private static final StateVectorSimulator SIMULATOR = new StateVectorSimulator();

  private final Circuit circuit;
  private final EigenbasisMeasurement.Pass measurement;
  private final StateVector state;

  ShotExecution(Circuit circuit, EigenbasisMeasurement measurement) {
    this.circuit = circuit;
    this.measurement = measurement.newPass();
    this.state = new StateVector(circuit.qubits());
  }

  /**
   * Runs in these buffers.
   *
   * @param shots for each observable
   * @param random where the outcomes are drawn from
   */
  CircuitExecution with(int shots, RandomGenerator random) {
    return (initial, angles, expectations) -> run(initial, angles, expectations, shots, random);
  }

  private double run(
      StateVector initial,
      double[] angles,
      double[] expectations,
      int shots,
      RandomGenerator random) {
    state.copyFrom(initial);
    SIMULATOR.run(circuit, angles, state);
    measurement.estimate(state, shots, random, expectations);
    double plus = (1 + HadamardTest.value(initial, state)) / 2;
    return 2.0 * Binomial.sample(shots, plus, random) / shots - 1;
  }
}
