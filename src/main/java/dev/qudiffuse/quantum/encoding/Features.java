package dev.qudiffuse.quantum.encoding;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Qubits;
import dev.qudiffuse.quantum.StateVector;

/** What every encoding demands. */
final class Features {

  private Features() {}

  /** Says what is wrong with a number of qubits. */
  static int requireQubits(int qubits) {
    Qubits.requireCount(qubits);
    return qubits;
  }

  /** Says what is wrong with a number of features. */
  static int requireCount(Encoding encoding, int features) {
    int most = encoding.capacity(Circuit.MAX_QUBITS);
    if (features < 1 || features > most) {
      throw new IllegalArgumentException(
          "%s encoding: expected 1 to %d features, got %d"
              .formatted(encoding.key(), most, features));
    }
    return features;
  }

  /** Says what is wrong with features, or with the size of the state that is to hold them. */
  static void requireFit(Encoding encoding, double[] features, StateVector state) {
    requireFinite(encoding, features);
    int qubits = encoding.qubits(features.length);
    if (state.qubits() != qubits) {
      throw new IllegalArgumentException(
          "%s encoding: expected a state of %d qubits for %d features, got %d"
              .formatted(encoding.key(), qubits, features.length, state.qubits()));
    }
  }

  /** A state cannot hold an infinite number or none. */
  static void requireFinite(Encoding encoding, double[] features) {
    for (double feature : features) {
      if (!Double.isFinite(feature)) {
        throw new IllegalArgumentException(
            "%s encoding: expected finite features, got %s".formatted(encoding.key(), feature));
      }
    }
  }

  /** Says what is wrong with the arguments of a backward pass. */
  static void requireFit(
      Encoding encoding, double[] features, StateVector cotangent, double[] gradient) {
    requireFit(encoding, features, cotangent);
    if (gradient.length != features.length) {
      throw new IllegalArgumentException(
          "%s encoding: expected a gradient of %d numbers, got %d"
              .formatted(encoding.key(), features.length, gradient.length));
    }
  }
}
