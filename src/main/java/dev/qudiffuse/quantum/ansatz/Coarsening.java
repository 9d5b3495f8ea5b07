package dev.qudiffuse.quantum.ansatz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The qubits that a circuit keeps when every layer gives up half of them: of neighbouring pairs the
 * first, and the last qubit where it has no partner.
 */
final class Coarsening {

  private Coarsening() {}

  /**
   * The qubits left after some layers.
   *
   * @throws IllegalArgumentException if fewer layers already leave a single qubit
   */
  static List<Integer> remaining(Ansatz ansatz, int qubits, int layers) {
    int most = Integer.SIZE - Integer.numberOfLeadingZeros(qubits - 1);
    if (layers > most) {
      throw new IllegalArgumentException(
          "%s: expected at most %d layers on %d qubits, of which each layer keeps half, got %d"
              .formatted(ansatz.key(), most, qubits, layers));
    }
    List<Integer> remaining = IntStream.range(0, qubits).boxed().toList();
    for (int layer = 0; layer < layers; layer++) {
      remaining = coarser(remaining);
    }
    return remaining;
  }

  /** What one layer keeps. */
  static List<Integer> coarser(List<Integer> qubits) {
    List<Integer> kept = new ArrayList<>();
    for (int place = 0; place < qubits.size(); place += 2) {
      kept.add(qubits.get(place));
    }
    return List.copyOf(kept);
  }
}
