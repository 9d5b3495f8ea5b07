package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.PauliString;
import dev.qudiffuse.quantum.PauliSum;
import dev.qudiffuse.quantum.PauliSum.Term;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeasurementTest {

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  /** What is read, weighted by the probabilities of the outcomes, is the expectation value. */
  @ParameterizedTest
  @MethodSource("seeds")
  void readsExpectationValuesOffTheOutcomes(int seed) {
    Random random = new Random(seed);
    int qubits = 1 + seed % 5;
    FinalState pure = new FinalState.Pure(Dense.randomState(qubits, random));
    DensityMatrix density = DensityMatrix.pure(Dense.randomState(qubits, random));
    density.apply(Noisy.randomChannel(1, random), List.of(0));
    FinalState mixed = new FinalState.Mixed(density);
    List<Observable> observables = Noisy.observables(qubits, random);

    for (FinalState state : List.of(pure, mixed)) {
      double[] values = new double[observables.size()];
      for (Measurement measurement : Measurement.plan(observables)) {
        double[] probabilities = state.probabilities(measurement.basis());
        for (Measurement.Reading reading : measurement.readings()) {
          values[reading.observable()] += reading.mean(probabilities);
        }
      }
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i]).isCloseTo(state.expectationValue(observables.get(i)), within(1e-12));
      }
    }
  }

  @Test
  void stringsThatAgreeShareAMeasurement() {
    List<Observable> observables = List.of(sum("XIZ", "IYZ", "ZZZ", "III"), sum("IIZ", "ZIX"));
    List<Measurement> plan = Measurement.plan(observables);

    assertThat(plan).hasSize(3);
    assertThat(observablesOf(plan.get(0))).as("XYZ").containsExactly(0, 1);
    assertThat(observablesOf(plan.get(1))).as("ZZZ").containsExactly(0);
    assertThat(observablesOf(plan.get(2))).as("ZIX").containsExactly(1);
    assertThat(plan.get(0).basis())
        .extracting(FinalState.BasisChange::qubits)
        .containsExactly(List.of(0), List.of(1));
    assertThat(plan.get(1).basis()).isEmpty();
    // Outcome 101 is -1 for X and for Z: XIZ = 1, IYZ = -1, III = 1.
    assertThat(plan.get(0).readings().getFirst().eigenvalues().of(0b101)).isEqualTo(1);
  }

  /** X and Z commute twice on XX and ZZ, but not qubit by qubit. */
  @Test
  void stringsThatCommuteOnlyAsAWholeDoNotShare() {
    assertThat(Measurement.plan(List.of(sum("XX", "ZZ", "YY")))).hasSize(3);
  }

  private static List<Integer> observablesOf(Measurement measurement) {
    return measurement.readings().stream().map(Measurement.Reading::observable).toList();
  }

  private static PauliSum sum(String... strings) {
    return new PauliSum(Stream.of(strings).map(s -> new Term(1, PauliString.of(s))).toList());
  }
}
