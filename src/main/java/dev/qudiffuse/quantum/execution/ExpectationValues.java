package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.noise.NoiseModel;
import java.util.List;

/**
 * The expectation values of some observables in the limit of infinitely many shots.
 *
 * <p>Where qubits are misread, they are those of the values that would be read: every observable is
 * measured as {@link Measurement} says, and the errors of reading act on the outcome. A Pauli
 * string becomes the product of {@code (1 - p(1|0) - p(0|1)) P + p(0|1) - p(1|0)} over its qubits.
 */
final class ExpectationValues {

  private final List<Observable> observables;
  private final NoiseModel noise;

  /** None where reading is perfect, since then no basis needs to be changed. */
  private final List<Measurement> measurements;

  ExpectationValues(List<Observable> observables, NoiseModel noise) {
    this.observables = observables;
    this.noise = noise;
    this.measurements = noise.readsPerfectly() ? List.of() : Measurement.plan(observables);
  }

  double[] of(FinalState state) {
    if (noise.readsPerfectly()) {
      return observables.stream().mapToDouble(state::expectationValue).toArray();
    }
    double[] values = new double[observables.size()];
    for (Measurement measurement : measurements) {
      double[] probabilities = state.probabilities(measurement.basis());
      noise.confuse(state.qubits(), probabilities);
      for (Measurement.Reading reading : measurement.readings()) {
        values[reading.observable()] += reading.mean(probabilities);
      }
    }
    return values;
  }
}
