package dev.qudiffuse.config;

import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.ReverseDiffusion;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.image.PngEncoder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Draws, and encodes a file, before anybody asks, so that the first requests find compiled code,
 * and holds the model to its {@link SelfTest}. Goes on beside the rest of the start; the service is
 * ready only when it has ended, and only if the test was passed.
 */
final class WarmUp implements ApplicationRunner, HealthIndicator {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** Short, but with steps guided and not. */
  private static final GenerateCommand COMMAND =
      new GenerateCommand(3, 0, 4, 2, 280, SamplerType.DDPM);

  /** Drawings in turn that were not clearly faster than those before, after which it ends. */
  private static final int STEADY = 3;

  /** What share of the fastest time a clearly faster drawing takes at most. */
  private static final double FASTER = 0.9;

  /** Starts a thread for each task, which does not keep the process alive. */
  static final Executor THREAD = task -> Thread.ofPlatform().name("warm-up").daemon().start(task);

  /** Has ended, with nothing wrong. */
  static final WarmUp NONE = new WarmUp(CompletableFuture.completedFuture(Optional.empty()));

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final CompletableFuture<Optional<String>> problem;
  private volatile boolean stopped;

  private WarmUp(CompletableFuture<Optional<String>> problem) {
    this.problem = problem;
  }

  /**
   * Begins as soon as there is a model. One thread draws: the code is compiled for all, by threads
   * of the virtual machine's own that need a processor, too.
   *
   * @param model what is to draw
   * @param atMost after which it ends, to the drawing, where drawings still get faster; zero for
   *     the self-test alone
   * @param selfTest says what is wrong with the model, if anything is
   */
  static <M extends GenerativeModel> WarmUp begin(
      CompletableFuture<M> model, Duration atMost, Function<? super M, Optional<String>> selfTest) {
    var warmUp = new WarmUp(new CompletableFuture<>());
    model
        .thenApplyAsync(
            loaded -> {
              long end = System.nanoTime() + atMost.toNanos();
              Optional<String> found = selfTest.apply(loaded);
              warmUp.drawUntilSteady(loaded, end);
              if (atMost.isPositive() && !warmUp.stopped) {
                encode();
              }
              return found;
            },
            THREAD)
        .exceptionally(failure -> Optional.of("expected a drawing, got " + failure))
        .thenAccept(warmUp.problem::complete);
    return warmUp;
  }

  /** Ends it at its next drawing. */
  void stop() {
    stopped = true;
  }

  /** Goes by processor time, since others want the processors while the service starts. */
  private void drawUntilSteady(GenerativeModel model, long end) {
    var drawing = new ReverseDiffusion(model);
    long fastest = Long.MAX_VALUE;
    int steady = 0;
    while (steady < STEADY && !stopped && System.nanoTime() - end < 0) {
      long start = THREADS.getCurrentThreadCpuTime();
      drawing.draw(COMMAND);
      long time = THREADS.getCurrentThreadCpuTime() - start;
      if (time < FASTER * fastest) {
        fastest = time;
        steady = 0;
      } else {
        steady++;
      }
    }
  }

  /** A process's first file takes Image I/O far longer than a later one. */
  private static void encode() {
    int size = COMMAND.size();
    var blank = new GrayImage(size, size, new byte[size * size]);
    var unused = PngEncoder.encode(blank, new LinkedHashMap<>(Map.of("Title", "warm-up")));
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
