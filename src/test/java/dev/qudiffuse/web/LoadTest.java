package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.RawConnection;
import dev.qudiffuse.ServiceProcess;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.ImageBatch;
import dev.qudiffuse.generation.ModelCatalogue;
import dev.qudiffuse.generation.ReverseDiffusion;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.image.PngEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * More callers than the service takes, all drawing with the model in the jar at the default
 * settings. In the build it lasts seconds and holds what does not depend on time; with {@code
 * -Dload.minutes=3}, 8 at most, its table says how the times under load compare with those without.
 *
 * <p>The service is a process of its own, as users start it; callers and the bare sampler are in
 * this one. It goes three rounds, each of one caller alone, the bare sampler, and the load, so that
 * whatever else the machine does meets all three alike.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LoadTest {

  private static final int THREADS = Runtime.getRuntime().availableProcessors();
  private static final int QUEUE = 2 * THREADS;
  private static final int CLIENTS = THREADS + QUEUE + 2;
  private static final int SEEDS = 16;
  private static final int ROUNDS = 3;
  private static final Set<Integer> REFUSALS = Set.of(429, 503);

  /** What the service may have of memory under load, on two processors. */
  private static final long MEMORY = 400_000_000;

  private static final long MEGABYTE = 1 << 20;
  private static final Duration IN_THE_BUILD = Duration.ofSeconds(8);

  private final TrainedModel model = TrainedModel.shipped();
  private final List<byte[]> expected = new ArrayList<>();
  private final Duration whole =
      System.getProperty("load.minutes") == null
          ? IN_THE_BUILD
          : Duration.ofSeconds(
              Math.round(60 * Double.parseDouble(System.getProperty("load.minutes"))));

  @TempDir private Path folder;

  /** What callers met. Times are in nanoseconds, of those that were admitted. */
  private record Tally(List<Long> times, int refused, List<String> wrong) {

    Tally() {
      this(new ArrayList<>(), 0, new ArrayList<>());
    }

    Tally plus(Tally other) {
      var sum = new Tally(new ArrayList<>(times), refused + other.refused, new ArrayList<>(wrong));
      sum.times.addAll(other.times);
      sum.wrong.addAll(other.wrong);
      return sum;
    }

    double milliseconds(double quantile) {
      List<Long> sorted = times.stream().sorted().toList();
      return sorted.isEmpty()
          ? Double.NaN
          : sorted.get((int) Math.ceil(quantile * sorted.size()) - 1) / 1e6;
    }
  }

  /** Images, and the time they took together. */
  private record Rate(int images, long nanoseconds) {

    Rate plus(Rate other) {
      return new Rate(images + other.images, nanoseconds + other.nanoseconds);
    }

    double perSecond() {
      return images / (nanoseconds / 1e9);
    }
  }

  @Test
  void whoeverIsAdmittedIsServedWell() throws Exception {
    var reverseDiffusion = new ReverseDiffusion(model);
    for (int seed = 0; seed < SEEDS; seed++) {
      expected.add(png(reverseDiffusion, seed));
    }
    Duration part = whole.dividedBy(9); // what is below takes 8.1 of them
    try (var service =
        ServiceProcess.start(
            folder,
            "--qudiffuse.threads=" + THREADS,
            "--qudiffuse.queue-capacity=" + QUEUE,
            "--qudiffuse.client-share=" + 2 * CLIENTS)) { // all have one address
      int port = service.port();
      callers(port, 1, part.dividedBy(2)); // until the code is compiled
      callers(port, CLIENTS, part.dividedBy(2));
      bare(part.dividedBy(2));
      var alone = new Tally();
      var loaded = new Tally();
      var bare = new Rate(0, 0);
      var served = new Rate(0, 0);
      List<Long> heap = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        alone = alone.plus(callers(port, 1, part.dividedBy(5)));
        bare = bare.plus(bare(part));
        long start = System.nanoTime();
        Tally tally = callers(port, CLIENTS, part);
        served = served.plus(new Rate(tally.times().size(), System.nanoTime() - start));
        loaded = loaded.plus(tally);
        heap.add(service.heapAfterCollection());
      }
      OptionalLong memory = service.peakResidentMemory();

      System.out.print(table(alone, loaded, bare, served, heap, memory));
      assertThat(alone.wrong()).isEmpty();
      assertThat(loaded.wrong()).isEmpty();
      assertThat(alone.refused()).isZero();
      assertThat(loaded.refused()).as("more callers than the queue takes").isPositive();
      assertThat(loaded.times()).hasSizeGreaterThan(SEEDS);
      assertThat(heap.getFirst()).as("heap").isPositive();
      assertThat(heap.getLast()).as("heap").isLessThan(heap.getFirst() + 4 * MEGABYTE);
      if (THREADS == 2 && memory.isPresent()) { // every thread that draws has buffers of its own
        assertThat(memory.getAsLong()).as("resident memory").isBetween(1L, MEMORY);
      }
    }
  }

  private static GenerateCommand command(long seed) {
    GenerationDefaults defaults = GenerationDefaults.STANDARD;
    return new GenerateCommand(
        (int) (seed % 10),
        seed,
        defaults.steps(),
        defaults.guidance(),
        defaults.size(),
        defaults.sampler());
  }

  private byte[] png(ReverseDiffusion reverseDiffusion, long seed) {
    GenerateCommand command = command(seed);
    return ServicePng.of(
        reverseDiffusion.draw(command), command, ModelCatalogue.SHIPPED, model.sha256());
  }

  /** The sampler and the PNG files without a service around them, on as many threads. */
  private Rate bare(Duration duration) throws InterruptedException {
    BooleanSupplier goesOn = until(duration);
    var images = new AtomicInteger();
    long start = System.nanoTime();
    while (goesOn.getAsBoolean()) {
      new ImageBatch(model, THREADS)
          .draw(
              2 * THREADS,
              i -> command(images.get() % SEEDS),
              (i, image) -> {
                byte[] unused = PngEncoder.encode(image);
                images.incrementAndGet();
              });
    }
    return new Rate(images.get(), System.nanoTime() - start);
  }

  private static BooleanSupplier until(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    return () -> System.nanoTime() - end < 0;
  }

  private Tally callers(int port, int count, Duration duration) throws Exception {
    BooleanSupplier goesOn = until(duration);
    List<Future<Tally>> callers = new ArrayList<>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int first = i;
        Callable<Tally> caller = () -> call(port, first, goesOn);
        callers.add(executor.submit(caller));
      }
    }
    var sum = new Tally();
    for (Future<Tally> caller : callers) {
      sum = sum.plus(caller.get());
    }
    return sum;
  }

  /** Draws one image after the other, on one connection as long as the service keeps it. */
  private Tally call(int port, int first, BooleanSupplier goesOn)
      throws IOException, InterruptedException {
    List<Long> times = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    int refused = 0;
    var connection = new RawConnection(port);
    try {
      for (int i = first; goesOn.getAsBoolean(); i++) {
        int seed = i % SEEDS;
        long start = System.nanoTime();
        connection.write(
            RawConnection.request("GET", "/generate?digit=%d&seed=%d".formatted(seed % 10, seed)));
        RawConnection.Answer answer = connection.read();
        String retryAfter = answer.headers().get("retry-after");
        if (REFUSALS.contains(answer.status()) && retryAfter != null) {
          refused++;
          comeBackLater(Duration.ofSeconds(Long.parseLong(retryAfter)), goesOn);
        } else if (answer.status() == 200 && Arrays.equals(answer.body(), expected.get(seed))) {
          times.add(System.nanoTime() - start);
        } else {
          wrong.add("seed %d: status %d, or other bytes".formatted(seed, answer.status()));
        }
        if (answer.isLast()) {
          connection.close();
          connection = new RawConnection(port);
        }
      }
    } finally {
      connection.close();
    }
    return new Tally(times, refused, wrong);
  }

  /** Sleeps, but not longer than the others go on: their rate is taken until all are done. */
  private static void comeBackLater(Duration later, BooleanSupplier goesOn)
      throws InterruptedException {
    BooleanSupplier tooEarly = until(later);
    while (tooEarly.getAsBoolean() && goesOn.getAsBoolean()) {
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  private static String table(
      Tally alone, Tally loaded, Rate bare, Rate served, List<Long> heap, OptionalLong memory) {
    return """

        | %d threads, %d may wait, %d callers | |
        |---|---|
        | answered 200, with the right bytes | %d |
        | refused, 503 or 429 | %d |
        | anything else | %d |
        | heap after each third, MB | %s |
        | resident memory at most, MB | %d |
        | one caller alone, ms: median, p99 | %.1f, %.1f |
        | under load, ms: median, p99 | %.1f, %.1f |
        | p99 under load / median alone | %.2f |
        | bare sampler, images/s | %.1f |
        | service, images/s | %.1f |
        | service / bare sampler | %.1f%% |
        """
        .formatted(
            THREADS,
            QUEUE,
            CLIENTS,
            loaded.times().size(),
            loaded.refused(),
            loaded.wrong().size(),
            heap.stream().map(bytes -> "%.1f".formatted((double) bytes / MEGABYTE)).toList(),
            memory.orElse(0) / 1_000_000,
            alone.milliseconds(0.5),
            alone.milliseconds(0.99),
            loaded.milliseconds(0.5),
            loaded.milliseconds(0.99),
            loaded.milliseconds(0.99) / alone.milliseconds(0.5),
            bare.perSecond(),
            served.perSecond(),
            100 * served.perSecond() / bare.perSecond());
  }
}
