package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.generation.FakeModel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class WarmUpTest {

  private final FakeModel model = new FakeModel();
  private final CompletableFuture<FakeModel> loaded = CompletableFuture.completedFuture(model);

  @Test
  void theServiceIsNotReadyUntilItHasEnded() throws InterruptedException {
    var testing = new CountDownLatch(1);
    WarmUp warmUp =
        WarmUp.begin(
            loaded,
            Duration.ZERO,
            tested -> {
              awaitUninterruptibly(testing);
              return Optional.empty();
            });
    assertThat(warmUp.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(warmUp.isPassed()).isFalse();

    testing.countDown();
    run(warmUp);

    assertThat(warmUp.health().getStatus()).isEqualTo(Status.UP);
    assertThat(warmUp.isPassed()).isTrue();
    assertThat(model.steps()).isZero();
  }

  @Test
  void itDrawsUntilThatGetsNoFaster() {
    WarmUp warmUp = WarmUp.begin(loaded, Duration.ofDays(1), tested -> Optional.empty());
    run(warmUp);

    assertThat(model.steps()).isPositive();
  }

  @Test
  void aModelThatCannotBeReadIsNeverReady() {
    WarmUp warmUp =
        WarmUp.begin(
            CompletableFuture.failedFuture(new IllegalStateException("no weights")),
            Duration.ZERO,
            tested -> Optional.empty());
    run(warmUp);

    assertThat(warmUp.health().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void aModelThatFailsItsTestIsNeverReady(CapturedOutput output) {
    WarmUp warmUp = WarmUp.begin(loaded, Duration.ZERO, tested -> Optional.of("wrong pixels"));
    run(warmUp);

    assertThat(warmUp.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(warmUp.isPassed()).isFalse();
    assertThat(warmUp.health().getDetails()).containsEntry("reason", "wrong pixels");
    assertThat(output)
        .contains("ERROR")
        .contains("Not ready, and will not be: the model fails its self-test: wrong pixels");
  }

  @Test
  void neitherIsOneThatCannotDraw() {
    WarmUp warmUp =
        WarmUp.begin(
            loaded,
            Duration.ZERO,
            tested -> {
              throw new IllegalStateException("no weights");
            });
    run(warmUp);

    assertThat(warmUp.health().getStatus()).isEqualTo(Status.DOWN);
  }

  private static void run(WarmUp warmUp) {
    warmUp.run(new DefaultApplicationArguments());
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
