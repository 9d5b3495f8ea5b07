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
 * the Hadamard test reads +1 with probability {@code (1 + h) / 2}, so that its mean is h.
 */
final class ShotExecution implements CircuitExecution {

  private static final StateVectorSimulator SIMULATOR = new StateVectorSimulator();

  private final Circuit circuit;
  private final EigenbasisMeasurement.Pass measurement;
  private final int shots;
  private final RandomGenerator random;
  private final StateVector state;

  ShotExecution(
      Circuit circuit, EigenbasisMeasurement measurement, int shots, RandomGenerator random) {
    this.circuit = circuit;
    this.measurement = measurement.newPass();
    this.shots = shots;
    this.random = random;
    this.state = new StateVector(circuit.qubits());
  }

  @Override
  public double run(StateVector initial, double[] angles, double[] expectations) {
    state.copyFrom(initial);
    SIMULATOR.run(circuit, angles, state);
    measurement.estimate(state, shots, random, expectations);
    double plus = (1 + HadamardTest.value(initial, state)) / 2;
    return 2.0 * Binomial.sample(shots, plus, random) / shots - 1;
  }
}
