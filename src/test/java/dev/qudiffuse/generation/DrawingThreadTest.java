package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DrawingThreadTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void livesAsLongAsItsWork() throws InterruptedException {
    var end = new CountDownLatch(1);
    var thread =
        new DrawingThread(
            "drawing",
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(thread.isAlive()).isTrue();
    end.countDown();
    thread.join(PATIENCE);

    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void isNotAliveWhenItsWorkHasFailed() throws InterruptedException {
    var thread =
        new DrawingThread(
            "drawing",
            () -> {
              throw new AssertionError("the work is wrong");
            });
    thread.join(PATIENCE);

    assertThat(thread.isAlive()).isFalse();
  }
}
