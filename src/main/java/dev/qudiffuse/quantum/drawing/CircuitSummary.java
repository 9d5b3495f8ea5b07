package dev.qudiffuse.quantum.drawing;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Operation;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A circuit in numbers. Immutable.
 *
 * @param qubits of the register
 * @param parameters that a run takes
 * @param operations how many gates are applied; a global phase is none
 * @param entangling how many of these are on two qubits or more
 * @param depth layers of gates that must follow one another; see {@link Circuit#depth()}
 * @param gates how often each gate is applied, by the name that drawings give it, the most frequent
 *     first
 */
public record CircuitSummary(
    int qubits,
    int parameters,
    int operations,
    int entangling,
    int depth,
    SequencedMap<String, Long> gates) {

  /** The numbers of a circuit. */
  public static CircuitSummary of(Circuit circuit) {
    List<Operation> gatesOnQubits =
        circuit.operations().stream().filter(o -> !o.qubits().isEmpty()).toList();
    Map<String, Long> counts =
        gatesOnQubits.stream()
            .map(Operation::gate)
            .map(Label::name)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    SequencedMap<String, Long> gates = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> gates.put(entry.getKey(), entry.getValue()));
    return new CircuitSummary(
        circuit.qubits(),
        circuit.parameterCount(),
        gatesOnQubits.size(),
        (int) gatesOnQubits.stream().filter(o -> o.qubits().size() > 1).count(),
        circuit.depth(),
        gates);
  }
}
