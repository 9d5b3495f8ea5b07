package dev.qudiffuse.quantum.ansatz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows of gates: which qubits each gate of a row acts on, control first. */
final class Targets {

  private Targets() {}

  /** Every qubit by itself. */
  static List<List<Integer>> each(int qubits) {
    return IntStream.range(0, qubits).mapToObj(List::of).toList();
  }

  /** (0,1), (1,2), ..., (n-2,n-1). */
  static List<List<Integer>> chain(int qubits) {
    return IntStream.range(0, qubits - 1).mapToObj(q -> List.of(q, q + 1)).toList();
  }

  /** The chain and (n-1,0), which on two qubits would be the same pair again and is left out. */
  static List<List<Integer>> ring(int qubits) {
    if (qubits == 2) {
      return chain(qubits);
    }
    return Stream.concat(chain(qubits).stream(), Stream.of(List.of(qubits - 1, 0))).toList();
  }

  /** Neighbours that start at an even place of {@code qubits}: places (0,1), (2,3), ... */
  static List<List<Integer>> evenPairs(List<Integer> qubits) {
    return pairsFrom(0, qubits);
  }

  /**
   * Neighbours that start at an odd place: (1,2), (3,4), ..., and the last with the first if that
   * closes a ring of more than two in which nobody is paired twice.
   */
  static List<List<Integer>> oddPairs(List<Integer> qubits) {
    List<List<Integer>> pairs = new ArrayList<>(pairsFrom(1, qubits));
    if (qubits.size() > 2 && qubits.size() % 2 == 0) {
      pairs.add(List.of(qubits.getLast(), qubits.getFirst()));
    }
    return pairs;
  }

  /** (0,1), (2,3), ...; then (1,2), (3,4), ...; and last (n-1,0), even if that is (1,0). */
  static List<List<Integer>> brickRing(int qubits) {
    List<Integer> all = IntStream.range(0, qubits).boxed().toList();
    List<List<Integer>> pairs = new ArrayList<>(pairsFrom(0, all));
    pairs.addAll(pairsFrom(1, all));
    pairs.add(List.of(qubits - 1, 0));
    return pairs;
  }

  private static List<List<Integer>> pairsFrom(int first, List<Integer> qubits) {
    List<List<Integer>> pairs = new ArrayList<>();
    for (int place = first; place + 1 < qubits.size(); place += 2) {
      pairs.add(List.of(qubits.get(place), qubits.get(place + 1)));
    }
    return pairs;
  }
}
