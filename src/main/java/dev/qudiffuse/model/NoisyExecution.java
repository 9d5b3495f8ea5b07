package dev.qudiffuse.model;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.HermitianObservable;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.execution.DensityMatrix;
import dev.qudiffuse.quantum.execution.DensityMatrixBackend;
import dev.qudiffuse.quantum.noise.NoiseModel;
import java.util.List;

/**
 * {@link CircuitBackend.Noisy}, on a density matrix. The register of 8 qubits makes it 65,536
 * entries and a run some 35 ms, so an image at the default settings takes one to two seconds of one
 * core. Trajectories would take as long for a few hundred of them, whose spread would come on top
 * of the noise that is to be looked at. The Hadamard test is that of {@link
 * DensityMatrixBackend#hadamardTest}: the noise acts on the register alone.
 */
final class NoisyExecution implements CircuitExecution {

  private final Circuit circuit;
  private final List<HermitianObservable> observables;
  private final DensityMatrixBackend backend;

  NoisyExecution(Circuit circuit, List<HermitianObservable> observables, double noise) {
    this.circuit = circuit;
    this.observables = observables;
    this.backend = new DensityMatrixBackend(NoiseModel.depolarizing(noise));
  }

  @Override
  public double run(StateVector initial, double[] angles, double[] expectations) {
    DensityMatrix state = backend.densityMatrix(circuit, angles, initial);
    for (int i = 0; i < expectations.length; i++) {
      expectations[i] = state.expectationValue(observables.get(i));
    }
    return backend.hadamardTest(circuit, angles, initial);
  }
}
