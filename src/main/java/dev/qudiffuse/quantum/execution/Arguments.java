package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.noise.NoiseModel;
import java.util.List;

/** The checks that every backend makes. */
final class Arguments {

  private Arguments() {}

  static void requireRun(Circuit circuit, double[] angles, StateVector input, NoiseModel noise) {
    requireRuns(circuit, List.of(angles), input, noise);
  }

  static void requireRuns(
      Circuit circuit, List<double[]> angles, StateVector input, NoiseModel noise) {
    for (double[] set : angles) {
      circuit.requireArguments(set, input);
      requireFinite(circuit, set);
    }
    noise.requireFits(circuit.qubits());
    input.requireNormalised();
  }

  /** A parameter may be finite, and too large for its scale. */
  private static void requireFinite(Circuit circuit, double[] parameters) {
    for (Operation operation : circuit.operations()) {
      for (Angle angle : operation.angles()) {
        if (!Double.isFinite(angle.value(parameters))) {
          throw new IllegalArgumentException(
              "expected finite angles, got %s of %s"
                  .formatted(angle.value(parameters), operation.gate()));
        }
      }
    }
  }

  static void requireObservables(Circuit circuit, List<Observable> observables) {
    for (Observable observable : observables) {
      if (observable.qubits() != circuit.qubits()) {
        throw new IllegalArgumentException(
            "expected observables on %d qubits, got one on %d"
                .formatted(circuit.qubits(), observable.qubits()));
      }
    }
  }

  /** One shot gives an outcome, but only two say how far it may be off. */
  static void requireSample(String what, int size) {
    if (size < 2) {
      throw new IllegalArgumentException("expected at least 2 " + what + ", got " + size);
    }
  }

  static void requireShots(int shots) {
    if (shots < 1) {
      throw new IllegalArgumentException("expected at least 1 shot, got " + shots);
    }
  }
}
