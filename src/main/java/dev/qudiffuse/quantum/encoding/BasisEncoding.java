package dev.qudiffuse.quantum.encoding;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.StateVector;

/**
 * Basis encoding: bits {@code b_0, b_1, ...} become the basis state {@code |b_0 b_1 ...>}, one
 * qubit a bit, the first the most significant. Features are 0 or 1, so there is no derivative. The
 * circuit is an X for every 1.
 */
public record BasisEncoding() implements Encoding {

  @Override
  public String key() {
    return "basis";
  }

  @Override
  public int capacity(int qubits) {
    return Features.requireQubits(qubits);
  }

  @Override
  public int qubits(int features) {
    return Features.requireCount(this, features);
  }

  @Override
  public void encode(double[] features, StateVector state) {
    Features.requireFit(this, features, state);
    int index = 0;
    for (double feature : features) {
      index = 2 * index + bit(feature);
    }
    state.setBasisState(index);
  }

  @Override
  public Circuit circuit(double[] features) {
    Circuit.Builder circuit = Circuit.builder(qubits(features.length));
    for (int qubit = 0; qubit < features.length; qubit++) {
      if (bit(features[qubit]) == 1) {
        circuit.add(FixedGate.X, qubit);
      }
    }
    return circuit.build();
  }

  private static int bit(double feature) {
    if (feature != 0 && feature != 1) {
      throw new IllegalArgumentException(
          "basis encoding: expected features that are 0 or 1, got " + feature);
    }
    return (int) feature;
  }
}
