package dev.qudiffuse.cli;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.StateVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run of a circuit has found, as it is written in JSON; what was not asked for is left out.
 *
 * <pre>
 * {"qubits": 2,
 *  "state": [[0.6, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.8]],
 *  "probabilities": [0.36, 0.0, 0.0, 0.64],
 *  "counts": {"00": 371, "11": 629},
 *  "expectations": {"ZZ": 1.0, "ZI": -0.28}}
 * </pre>
 *
 * <p>In a basis index, and so in the keys of the counts, qubit 0 is the most significant bit; in a
 * Pauli string it is the first letter. Immutable.
 *
 * @param qubits n
 * @param state the 2^n amplitudes
 * @param probabilities of the 2^n basis states
 * @param counts how often each basis state was read that was read at all
 * @param expectations of observables, by the Pauli string, in the order in which they were asked
 *     for
 * @param trajectories where the probabilities and expectation values are means over as many quantum
 *     trajectories; where they are exact there is none
 * @param standardErrors of such expectation values, by the Pauli string
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "qubits",
  "trajectories",
  "state",
  "probabilities",
  "counts",
  "expectations",
  "standardErrors"
})
record CircuitRunReport(
    int qubits,
    @Nullable List<Amplitude> state,
    @Nullable List<Double> probabilities,
    @Nullable SortedMap<String, Integer> counts,
    @Nullable SequencedMap<String, Double> expectations,
    @Nullable Integer trajectories,
    @Nullable SequencedMap<String, Double> standardErrors) {

  /** A complex number: {@code [re, im]}. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"re", "im"})
  record Amplitude(double re, double im) {}

  CircuitRunReport {
    if (qubits < 1 || qubits > Circuit.MAX_QUBITS) {
      throw new IllegalArgumentException(
          "expected 1 to " + Circuit.MAX_QUBITS + " qubits, got " + qubits);
    }
    int dimension = 1 << qubits;
    requireSize("amplitudes", dimension, state);
    requireSize("probabilities", dimension, probabilities);
    state = state == null ? null : List.copyOf(state);
    probabilities = probabilities == null ? null : List.copyOf(probabilities);
    counts = counts == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    expectations = copy(expectations);
    standardErrors = copy(standardErrors);
  }

  private static @Nullable SequencedMap<String, Double> copy(
      @Nullable SequencedMap<String, Double> map) {
    return map == null ? null : Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }

  private static void requireSize(String what, int expected, @Nullable List<?> got) {
    if (got != null && got.size() != expected) {
      throw new IllegalArgumentException(
          "expected %s %s, got %s".formatted(expected, what, got.size()));
    }
  }

  /** A report that says nothing yet. */
  static CircuitRunReport of(int qubits) {
    return new CircuitRunReport(qubits, null, null, null, null, null, null);
  }

  /** This report and the amplitudes of the final state. */
  CircuitRunReport withState(StateVector found) {
    List<Amplitude> amplitudes = new ArrayList<>(found.dimension());
    for (int i = 0; i < found.dimension(); i++) {
      amplitudes.add(new Amplitude(found.re()[i], found.im()[i]));
    }
    return new CircuitRunReport(
        qubits, amplitudes, probabilities, counts, expectations, trajectories, standardErrors);
  }

  /** This report and the probability of each basis state. */
  CircuitRunReport withProbabilities(double... found) {
    List<Double> list = new ArrayList<>(found.length);
    for (double probability : found) {
      list.add(probability);
    }
    return new CircuitRunReport(
        qubits, state, list, counts, expectations, trajectories, standardErrors);
  }

  /** This report and how often each basis index was read. */
  CircuitRunReport withCounts(Map<Integer, Integer> found) {
    SortedMap<String, Integer> byBits = new TreeMap<>();
    found.forEach((index, count) -> byBits.put(bits(index), count));
    return new CircuitRunReport(
        qubits, state, probabilities, byBits, expectations, trajectories, standardErrors);
  }

  /** This report, of figures that are means over so many trajectories. */
  CircuitRunReport withTrajectories(int number) {
    return new CircuitRunReport(
        qubits, state, probabilities, counts, expectations, number, standardErrors);
  }

  /** This report and the expectation values of Pauli strings. */
  CircuitRunReport withExpectations(SequencedMap<String, Estimate> found) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    SequencedMap<String, Double> errors = new LinkedHashMap<>();
    found.forEach(
        (name, estimate) -> {
          values.put(name, estimate.value());
          errors.put(name, estimate.standardError());
        });
    return new CircuitRunReport(
        qubits,
        state,
        probabilities,
        counts,
        values,
        trajectories,
        trajectories == null ? null : errors);
  }

  private String bits(int index) {
    if (index < 0 || index >= 1 << qubits) {
      throw new IllegalArgumentException(
          "expected a basis index from 0 to %s, got %s".formatted((1 << qubits) - 1, index));
    }
    return Integer.toBinaryString(1 << qubits | index).substring(1);
  }

  /** The report as JSON, in one line. */
  String toJson() {
    return JsonMapper.shared().writeValueAsString(this);
  }
}
