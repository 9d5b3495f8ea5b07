package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Bits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * How often each outcome of measuring all qubits was read. Immutable.
 *
 * @param qubits number of qubits n
 * @param byOutcome times read, for each basis index that was read at least once; ascending
 */
public record Counts(int qubits, NavigableMap<Integer, Integer> byOutcome) {

  public Counts {
    byOutcome = Collections.unmodifiableNavigableMap(new TreeMap<>(byOutcome));
    for (Map.Entry<Integer, Integer> entry : byOutcome.entrySet()) {
      if (entry.getKey() < 0 || entry.getKey() >= 1L << qubits || entry.getValue() < 1) {
        throw new IllegalArgumentException(
            "expected outcomes of %d qubits, each read at least once, got %s"
                .formatted(qubits, byOutcome));
      }
    }
  }

  /** What is read in so many shots, one after the other. */
  static Counts of(int qubits, int shots, IntSupplier outcome) {
    NavigableMap<Integer, Integer> counts = new TreeMap<>();
    for (int shot = 0; shot < shots; shot++) {
      counts.merge(outcome.getAsInt(), 1, Integer::sum);
    }
    return new Counts(qubits, counts);
  }

  /** How often was measured in all. */
  public int shots() {
    return byOutcome.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How often this basis index was read. */
  public int count(int outcome) {
    return byOutcome.getOrDefault(outcome, 0);
  }

  /** The counts by bit string, qubit 0 leftmost, in ascending order. */
  public Map<String, Integer> byBitString() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    byOutcome.forEach((outcome, count) -> counts.put(bitString(qubits, outcome), count));
    return Collections.unmodifiableMap(counts);
  }

  private static String bitString(int qubits, int outcome) {
    char[] bits = new char[qubits];
    for (int qubit = 0; qubit < qubits; qubit++) {
      bits[qubit] = (outcome & Bits.stride(qubits, qubit)) == 0 ? '0' : '1';
    }
    return new String(bits);
  }
}
