package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Sampler;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.image.GrayImage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GenerationQueueTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void anImageUnderLoadIsTheImageAlone(int threads) {
    try (var queue = new GenerationQueue(new FakeModel(), threads, 100, DEADLINE)) {
      List<CompletableFuture<GrayImage>> results =
          IntStream.range(0, 100).mapToObj(i -> queue.submit(command(i))).toList();

      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).join().pixels())
            .isEqualTo(new ReverseDiffusion(new FakeModel()).draw(command(i)).pixels());
      }
    }
  }

  @Test
  void refusesWhatItCannotHold() throws InterruptedException {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = new GenerationQueue(model, 1, 2, DEADLINE)) {
      var drawing = queue.submit(command(0));
      model.awaitStep(); // so the first is being drawn and no longer waits
      var second = queue.submit(command(1));
      var third = queue.submit(command(2));

      assertThat(queue.waiting()).isEqualTo(2);
      assertThatExceptionOfType(QueueFullException.class)
          .isThrownBy(() -> queue.submit(command(3)))
          .withMessage("expected room in the queue, but 2 drawings are waiting already");

      gate.release(100);
      assertThat(List.of(drawing.join(), second.join(), third.join())).hasSize(3);
      assertThat(queue.submit(command(3)).join().width()).isEqualTo(command(3).size());
    }
  }

  @Test
  void expectsToTakeAsLongAsItTookOfLate() throws InterruptedException {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = new GenerationQueue(model, 1, 4, DEADLINE)) {
      var first = queue.submit(command(0));
      model.awaitStep();
      assertThat(queue.expectedWait()).as("before anything was drawn").isZero();
      Thread.sleep(300);
      gate.release();
      first.join();

      for (int i = 0; i < 3; i++) {
        queue.submit(command(0));
      }
      model.awaitStep(); // so one is being drawn, and two wait
      assertThat(queue.expectedWait())
          .isGreaterThanOrEqualTo(Duration.ofMillis(900))
          .isLessThan(Duration.ofSeconds(60));
      gate.release(100);
    }
  }

  @Test
  void aDrawingThatIsCancelledAsItWaitsMakesRoom() throws InterruptedException {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = new GenerationQueue(model, 1, 1, DEADLINE)) {
      var first = queue.submit(steps(1));
      model.awaitStep();
      var cancelled = queue.submit(steps(1));
      cancelled.cancel(false);
      var last = queue.submit(steps(1));
      gate.release(100);

      assertThat(first.join()).isNotNull();
      assertThat(last.join()).isNotNull();
      assertThat(cancelled).isCancelled();
      assertThat(model.steps()).as("steps of the first and the last").isEqualTo(2);
    }
  }

  @Test
  void aDrawingThatIsCancelledAsItIsDrawnEndsWithItsStep() throws InterruptedException {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = new GenerationQueue(model, 1, 1, DEADLINE)) {
      var cancelled = queue.submit(steps(1000));
      model.awaitStep();
      gate.release();
      model.awaitStep();
      cancelled.cancel(false);
      var next = queue.submit(steps(3));
      gate.release(2000);

      assertThat(next.join()).isNotNull();
      assertThat(model.steps()).as("two steps of the one, three of the other").isEqualTo(5);
    }
  }

  @Test
  void aDrawingThatIsLateIsGivenUp() throws Exception {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = new GenerationQueue(model, 1, 1, Duration.ofMillis(250))) {
      assertThatExceptionOfType(DeadlineException.class)
          .isThrownBy(() -> queue.draw(steps(1000)))
          .withMessage("expected the drawing to be finished after 0.25 s, but it was not");

      gate.release(2000);
      assertThat(queue.submit(steps(3)).join()).isNotNull();
      assertThat(model.steps()).as("one step of the one, three of the other").isEqualTo(4);
    }
  }

  @Test
  void whoeverIsInterruptedLeavesNoWorkBehind() throws InterruptedException {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = new GenerationQueue(model, 1, 1, DEADLINE)) {
      var caller =
          Thread.startVirtualThread(
              () ->
                  assertThatExceptionOfType(InterruptedException.class)
                      .isThrownBy(() -> queue.draw(steps(1000))));
      model.awaitStep();
      caller.interrupt();
      caller.join();

      gate.release(2000);
      assertThat(queue.submit(steps(3)).join()).isNotNull();
      assertThat(model.steps()).as("one step of the one, three of the other").isEqualTo(4);
    }
  }

  @Test
  void aFailureReachesWhoWaitsAndTheThreadGoesOn() {
    var working = new FakeModel();
    var model =
        new GenerativeModel() {
          @Override
          public Denoiser newDenoiser() {
            return working.newDenoiser();
          }

          @Override
          public Sampler sampler(SamplerType type, int steps, float noiseScale) {
            if (steps == 13) {
              throw new IllegalStateException("unlucky");
            }
            return working.sampler(type, steps, noiseScale);
          }
        };
    try (var queue = new GenerationQueue(model, 1, 4, DEADLINE)) {
      var failing = queue.submit(new GenerateCommand(1, 1, 13, 1, 28, SamplerType.DDPM));

      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(failing::join)
          .withRootCauseInstanceOf(IllegalStateException.class)
          .withMessageContaining("unlucky");
      assertThat(queue.submit(command(1)).join()).isNotNull();
    }
    assertThat(working.denoisers()).as("one thread, one denoiser").isEqualTo(1);
  }

  @Test
  void finishesWhatItHasWhenItCloses() {
    var queue = new GenerationQueue(new FakeModel(), 2, 10, DEADLINE);
    var results = IntStream.range(0, 10).mapToObj(i -> queue.submit(command(i))).toList();

    queue.close();

    assertThat(results).allMatch(CompletableFuture::isDone);
    assertThatExceptionOfType(QueueFullException.class).isThrownBy(() -> queue.submit(command(0)));
  }

  @Test
  void needsAThreadAndRoom() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GenerationQueue(new FakeModel(), 0, 1, DEADLINE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GenerationQueue(new FakeModel(), 1, 0, DEADLINE));
  }

  private static GenerateCommand steps(int steps) {
    return new GenerateCommand(3, 1, steps, 1, 28, SamplerType.DDPM);
  }

  private static GenerateCommand command(int i) {
    return new GenerateCommand(i % 10, i, 1 + i % 5, 1 + i % 3, 28 + i, SamplerType.DDPM);
  }
}
