package dev.qudiffuse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffledOrderTest {

  private static int[] epoch(ShuffledOrder order, int epoch, int count) {
    return IntStream.range(0, count).map(i -> order.itemAt((long) epoch * count + i)).toArray();
  }

  @Test
  void everyEpochHasEveryItemOnce() {
    var order = new ShuffledOrder(1, 100);
    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(IntStream.of(epoch(order, epoch, 100)).sorted())
          .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }
  }

  @Test
  void epochsAndSeedsDiffer() {
    var order = new ShuffledOrder(1, 100);
    assertThat(epoch(order, 0, 100)).isNotEqualTo(epoch(order, 1, 100));
    assertThat(epoch(order, 0, 100)).isNotEqualTo(epoch(new ShuffledOrder(2, 100), 0, 100));
  }

  @Test
  void anyItemMayBeAskedForAtAnyTime() {
    int[] forth = epoch(new ShuffledOrder(1, 50), 1, 50);
    var order = new ShuffledOrder(1, 50);
    for (int i = 49; i >= 0; i--) {
      order.itemAt(i);
      assertThat(order.itemAt(50 + i)).isEqualTo(forth[i]);
    }
  }

  @Test
  void everyPlaceIsEquallyLikely() {
    int[] counts = new int[5];
    var order = new ShuffledOrder(3, 5);
    for (int epoch = 0; epoch < 5000; epoch++) {
      counts[order.itemAt(5L * epoch)]++;
    }
    assertThat(IntStream.of(counts)).allMatch(count -> count > 850 && count < 1150);
  }

  @Test
  void oneItemIsAlwaysTheItem() {
    var order = new ShuffledOrder(1, 1);
    assertThat(IntStream.range(0, 5).map(order::itemAt)).containsOnly(0);
  }

  @Test
  void rejectsNothingToShuffle() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShuffledOrder(1, 0))
        .withMessage("expected at least 1 item to shuffle, got 0");
  }
}
