package dev.qudiffuse.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How often each digit that was asked for was read as which. Immutable. */
final class ConfusionMatrix {

  private static final int CLASSES = EvaluatorNetwork.CLASSES;

  private final int[][] counts = new int[CLASSES][CLASSES];

  ConfusionMatrix(Readings readings) {
    for (int i = 0; i < readings.count(); i++) {
      counts[readings.asked()[i]][readings.read()[i]]++;
    }
  }

  /** The digits that were asked for at all, rising. */
  List<DigitResult> digits() {
    List<DigitResult> results = new ArrayList<>();
    for (int digit = 0; digit < CLASSES; digit++) {
      int asked = IntStream.of(counts[digit]).sum();
      if (asked > 0) {
        results.add(new DigitResult(digit, asked, counts[digit][digit]));
      }
    }
    return results;
  }

  /** The most frequent confusions, worst first. */
  List<Confusion> worst(int limit) {
    List<Confusion> all = new ArrayList<>();
    for (int asked = 0; asked < CLASSES; asked++) {
      for (int read = 0; read < CLASSES; read++) {
        if (asked != read && counts[asked][read] > 0) {
          all.add(new Confusion(asked, read, counts[asked][read]));
        }
      }
    }
    all.sort(Comparator.comparingInt(Confusion::count).reversed()); // stable, so ties stay in order
    return List.copyOf(all.subList(0, Math.min(limit, all.size())));
  }
}
