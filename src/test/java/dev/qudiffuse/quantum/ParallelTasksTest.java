package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTasksTest {

  /** So much that only three tasks, or not even one, have room at once. */
  private static double share(double tasks) {
    return Runtime.getRuntime().maxMemory() / 2.0 / tasks;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 1000})
  void everyTaskRunsOnce(int count) {
    AtomicIntegerArray runs = new AtomicIntegerArray(count);
    ParallelTasks.forEach(count, 0, runs::incrementAndGet);
    ParallelTasks.forEach(count, 1e3 * share(1), runs::incrementAndGet);
    assertThat(IntStream.range(0, count).map(runs::get)).allMatch(n -> n == 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 1000})
  void resultsComeInTheOrderOfTheTasks(int count) {
    for (double bytes : new double[] {0, share(1e5), 1e3 * share(1)}) {
      List<Integer> seen = new ArrayList<>();
      ParallelTasks.inOrder(count, bytes, task -> 3 * task, seen::add);
      assertThat(seen).isEqualTo(IntStream.range(0, count).map(i -> 3 * i).boxed().toList());
    }
  }

  @Test
  void noMoreTasksAreUnderWayThanMemoryHolds() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (var pool = new ForkJoinPool(8)) {
      pool.submit(
              () ->
                  ParallelTasks.forEach(
                      60,
                      share(3.5),
                      _ -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.yield();
                        running.decrementAndGet();
                      }))
          .join();
    }
    assertThat(most.get()).isBetween(1, 3);
  }
}
