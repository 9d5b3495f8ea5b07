package dev.qudiffuse.quantum.descriptor;

import dev.qudiffuse.quantum.AmplitudeEmbedding;
import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.ansatz.SimCircuit;
import org.apache.commons.math3.random.RandomGenerator;

/** States and circuits of known descriptors. */
final class TestStates {

  private TestStates() {}

  /** A state that is random by the Haar measure: normal amplitudes, normalised. */
  static StateVector haar(int qubits, RandomGenerator random) {
    StateVector state = new StateVector(qubits);
    double[] re = new double[state.dimension()];
    double[] im = new double[state.dimension()];
    for (int i = 0; i < re.length; i++) {
      re[i] = random.nextGaussian();
      im[i] = random.nextGaussian();
    }
    AmplitudeEmbedding.embed(re, im, state);
    return state;
  }

  static StateVector run(Circuit circuit, double... angles) {
    StateVector state = new StateVector(circuit.qubits());
    new StateVectorSimulator().run(circuit, angles, state);
    return state;
  }

  /** One rotation of each kind on every qubit, kind by kind. */
  static Circuit rotations(int qubits, RotationGate... gates) {
    Circuit.Builder builder = Circuit.builder(qubits);
    int parameter = 0;
    for (RotationGate gate : gates) {
      for (int qubit = 0; qubit < qubits; qubit++) {
        builder.add(gate, qubit, Angle.parameter(parameter++));
      }
    }
    return builder.build();
  }

  /** A circuit of Sim et al. 2019 on 4 qubits. */
  static Circuit sim(int number, int layers) {
    return new SimCircuit(number).circuit(4, layers);
  }
}
