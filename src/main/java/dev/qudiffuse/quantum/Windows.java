package dev.qudiffuse.quantum;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.CombinatoricsUtils;

/** The windows of a register on which observables act: lists of qubits, all of one size. */
final class Windows {

  /** Beyond this many windows no pass could hold its buffers. */
  private static final int MAX_SUBSETS = 1 << 16;

  private Windows() {}

  /** The {@code n - k + 1} windows of k = {@code locality} neighbouring qubits. */
  static List<List<Integer>> sliding(int qubits, int locality) {
    requireLocality(qubits, locality);
    List<List<Integer>> windows = new ArrayList<>();
    for (int first = 0; first + locality <= qubits; first++) {
      windows.add(IntStream.range(first, first + locality).boxed().toList());
    }
    return windows;
  }

  /**
   * All {@code C(n, k)} windows of k = {@code locality} qubits, each ascending, in lexicographic
   * order.
   */
  static List<List<Integer>> subsets(int qubits, int locality) {
    requireLocality(qubits, locality);
    double count = CombinatoricsUtils.binomialCoefficientDouble(qubits, locality);
    if (count > MAX_SUBSETS) {
      throw new IllegalArgumentException(
          "expected at most %d windows, got the %.0f subsets of %d of %d qubits"
              .formatted(MAX_SUBSETS, count, locality, qubits));
    }
    List<List<Integer>> windows = new ArrayList<>();
    int[] window = IntStream.range(0, locality).toArray();
    windows.add(IntStream.of(window).boxed().toList());
    while (window[0] < qubits - locality) {
      advance(qubits, window);
      windows.add(IntStream.of(window).boxed().toList());
    }
    return windows;
  }

  /** The next subset: the last qubit that can still move does, and the rest follow close behind. */
  private static void advance(int qubits, int[] window) {
    int place = window.length - 1;
    while (window[place] == qubits - window.length + place) {
      place--;
    }
    window[place]++;
    for (int next = place + 1; next < window.length; next++) {
      window[next] = window[next - 1] + 1;
    }
  }

  private static void requireLocality(int qubits, int locality) {
    if (locality < 1 || locality > qubits) {
      throw new IllegalArgumentException(
          "expected a locality of 1 to " + qubits + " qubits, got " + locality);
    }
  }

  /** A copy, after checking that there are windows, that they fit, and are all of one size. */
  static List<List<Integer>> copyOf(int qubits, List<List<Integer>> windows, int maxLocality) {
    Qubits.requireCount(qubits);
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("expected at least one window");
    }
    List<List<Integer>> copy = windows.stream().map(List::copyOf).toList();
    int locality = copy.getFirst().size();
    for (List<Integer> window : copy) {
      if (window.isEmpty() || window.size() > maxLocality || window.size() != locality) {
        throw new IllegalArgumentException(
            "expected windows of 1 to " + maxLocality + " qubits, all of one size, got " + windows);
      }
      Qubits.requireDistinct(qubits, window);
    }
    return copy;
  }
}
