package dev.qudiffuse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskPoolTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 40})
  void everyTaskRunsOnce(int threads) {
    var runs = new AtomicIntegerArray(17);
    try (var pool = new TaskPool(threads)) {
      pool.run(17, (thread, index) -> runs.incrementAndGet(index));
      pool.run(0, (thread, index) -> runs.incrementAndGet(index));
    }
    for (int i = 0; i < runs.length(); i++) {
      assertThat(runs.get(i)).isEqualTo(1);
    }
  }

  /** Two fail while a third goes on: nobody may see it at work afterwards. */
  @Test
  void whatATaskThrowsIsThrownWhenNoneRunsAnyMore() {
    var allRun = new CountDownLatch(3);
    var bothFail = new CountDownLatch(2);
    var finished = new AtomicInteger();
    try (var pool = new TaskPool(3)) {
      assertThatThrownBy(
              () ->
                  pool.run(
                      3,
                      (thread, index) -> {
                        allRun.countDown();
                        await(allRun);
                        if (index < 2) {
                          bothFail.countDown();
                          throw new IllegalStateException("task");
                        }
                        await(bothFail);
                        finished.incrementAndGet();
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("task")
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
      assertThat(finished).hasValue(1);

      pool.run(3, (thread, index) -> finished.incrementAndGet());
      assertThat(finished).hasValue(4);
    }
  }

  @Test
  void anErrorIsThrownAsItIs() {
    try (var pool = new TaskPool(2)) {
      assertThatThrownBy(
              () ->
                  pool.run(
                      1,
                      (thread, index) -> {
                        throw new OutOfMemoryError("task");
                      }))
          .isInstanceOf(OutOfMemoryError.class);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
