package dev.qudiffuse.quantum.descriptor;

import dev.qudiffuse.quantum.AmplitudeEmbedding;
import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
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

  /** Circuit 1 of Sim et al. 2019: RX and RZ on every qubit. */
  static Circuit sim1(int layers) {
    return repeated(rotations(4, RotationGate.RX, RotationGate.RZ), layers);
  }

  /** Circuit 2: circuit 1 and CNOTs from each qubit to the one before, from the last on. */
  static Circuit sim2(int layers) {
    Circuit.Builder builder = Circuit.builder(4).append(sim1(1), 0);
    for (int qubit = 3; qubit > 0; qubit--) {
      builder.add(FixedGate.CNOT, qubit, qubit - 1);
    }
    return repeated(builder.build(), layers);
  }

  /** Circuit 9: Hadamards, CZ on neighbours, RX on every qubit. */
  static Circuit sim9(int layers) {
    Circuit.Builder builder = Circuit.builder(4);
    for (int qubit = 0; qubit < 4; qubit++) {
      builder.add(FixedGate.H, qubit);
    }
    for (int qubit = 3; qubit > 0; qubit--) {
      builder.add(FixedGate.CZ, qubit, qubit - 1);
    }
    return repeated(builder.append(rotations(4, RotationGate.RX), 0).build(), layers);
  }

  /** Circuit 19: circuit 1 and CRX round the ring. */
  static Circuit sim19(int layers) {
    Circuit.Builder builder = Circuit.builder(4).append(sim1(1), 0);
    for (int control = 3; control >= 0; control--) {
      builder.add(RotationGate.CRX, control, (control + 1) % 4, Angle.parameter(11 - control));
    }
    return repeated(builder.build(), layers);
  }

  private static Circuit repeated(Circuit layer, int layers) {
    Circuit.Builder builder = Circuit.builder(layer.qubits());
    for (int i = 0; i < layers; i++) {
      builder.append(layer, i * layer.parameterCount());
    }
    return builder.build();
  }
}
