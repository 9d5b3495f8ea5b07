package dev.qudiffuse.config;

import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.ReverseDiffusion;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Draws before anybody asks, so that the first requests find compiled code, and holds the model to
 * its {@link SelfTest}. Begins as soon as the model is there, beside the rest of the start; the
 * service is ready only when it has ended, and only if the test was passed.
 */
final class WarmUp implements ApplicationRunner, HealthIndicator {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** Short, but with steps guided and not. */
  private static final GenerateCommand COMMAND =
      new GenerateCommand(3, 0, 4, 2, 280, SamplerType.DDPM);

  /** Has ended, with nothing wrong. */
  static final WarmUp NONE = new WarmUp(CompletableFuture.completedFuture(Optional.empty()));

  private final CompletableFuture<Optional<String>> problem;

  private WarmUp(CompletableFuture<Optional<String>> problem) {
    this.problem = problem;
  }

  /**
   * Begins.
   *
   * @param model what is to draw
   * @param threads on how many it draws at once
   * @param time after which it ends, to the image; zero for the self-test alone
   * @param selfTest says what is wrong with the model, if anything is
   */
  static WarmUp begin(
      GenerativeModel model,
      int threads,
      Duration time,
      Function<GenerativeModel, Optional<String>> selfTest) {
    long end = System.nanoTime() + time.toNanos();
    Executor executor = task -> Thread.ofPlatform().name("warm-up").daemon().start(task);
    CompletableFuture<?>[] others =
        IntStream.range(1, threads)
            .mapToObj(i -> CompletableFuture.runAsync(() -> draw(model, end), executor))
            .toArray(CompletableFuture<?>[]::new);
    Supplier<Optional<String>> first =
        () -> {
          Optional<String> found = selfTest.apply(model);
          draw(model, end);
          return found;
        };
    return new WarmUp(
        CompletableFuture.supplyAsync(first, executor)
            .thenCombine(CompletableFuture.allOf(others), (found, nothing) -> found)
            .exceptionally(failure -> Optional.of("expected a drawing, got " + failure)));
  }

  private static void draw(GenerativeModel model, long end) {
    var drawing = new ReverseDiffusion(model);
    while (System.nanoTime() - end < 0) {
      drawing.draw(COMMAND);
    }
  }

  /** Waits; requests are taken in, but the service is not ready until this returns. */
  @Override
  public void run(ApplicationArguments arguments) {
    problem
        .join()
        .ifPresent(
            reason ->
                LOG.error("Not ready, and will not be: the model fails its self-test: {}", reason));
  }

  /** Whether it has ended, with nothing wrong. */
  boolean isPassed() {
    return problem.isDone() && problem.join().isEmpty();
  }

  @Override
  public Health health() {
    if (!problem.isDone()) {
      return Health.outOfService().withDetail("reason", "warming up").build();
    }
    return problem
        .join()
        .map(reason -> Health.down().withDetail("reason", reason).build())
        .orElseGet(() -> Health.up().build());
  }
}
