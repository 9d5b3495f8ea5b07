package dev.qudiffuse.config;

import dev.qudiffuse.generation.DrawnImage;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationObserver;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.StepReport;
import dev.qudiffuse.generation.StepTimer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts and times drawings, and shows them in traces. All meters exist from the start, so that a
 * rate of something that has not happened yet is 0 and not missing. Thread-safe.
 */
final class GenerationMetrics implements GenerationObserver {

  private final List<Counter> images;
  private final Map<Refusal, Counter> refusals;
  private final Map<Ending, Counter> endings;
  private final Timer wait;
  private final Timer network;
  private final StepTimer steps;
  private final GenerationSpans spans;

  /**
   * Meters of a model.
   *
   * @param model its name
   * @param steps measures its steps
   * @param spans show in traces what is counted here
   */
  GenerationMetrics(MeterRegistry meters, String model, StepTimer steps, GenerationSpans spans) {
    this.spans = spans;
    this.steps = steps;
    images =
        IntStream.rangeClosed(0, GenerateCommand.MAX_DIGIT)
            .mapToObj(
                digit ->
                    Counter.builder("qudiffuse.images")
                        .description("Images drawn")
                        .tag("digit", Integer.toString(digit))
                        .tag("model", model)
                        .register(meters))
            .toList();
    refusals =
        each(
            Refusal.class,
            reason ->
                Counter.builder("qudiffuse.refused")
                    .description("Images that were asked for and not admitted")
                    .tag("reason", tag(reason))
                    .register(meters));
    endings =
        each(
            Ending.class,
            ending ->
                Counter.builder("qudiffuse.requests")
                    .description("Requests that were admitted, by how they ended")
                    .tag("ending", tag(ending))
                    .register(meters));
    wait =
        Timer.builder("qudiffuse.queue.wait")
            .description("Time that an image spends waiting for its turns")
            .register(meters);
    network =
        Timer.builder("qudiffuse.network.time")
            .description("Time that an image spends in the network, without the circuit")
            .register(meters);
  }

  private static <E extends Enum<E>> Map<E, Counter> each(
      Class<E> type, Function<E, Counter> counter) {
    return Stream.of(type.getEnumConstants())
        .collect(
            Collectors.toMap(Function.identity(), counter, (a, b) -> a, () -> new EnumMap<>(type)));
  }

  private static String tag(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the queue itself knows. */
  static void watch(GenerationQueue queue, MeterRegistry meters) {
    Gauge.builder("qudiffuse.queue.waiting", queue, GenerationQueue::waiting)
        .description("Images that are admitted and no thread is at")
        .register(meters);
    Gauge.builder("qudiffuse.queue.active", queue, GenerationQueue::inHand)
        .description("Images that a thread is at")
        .register(meters);
    Gauge.builder("qudiffuse.queue.capacity", queue, q -> q.limits().waiting())
        .description("Images that may wait before callers are turned away")
        .register(meters);
  }

  @Override
  public Watch admitted(List<GenerateCommand> commands) {
    return new Drawings(spans.begin());
  }

  @Override
  public void refused(Refusal reason, int drawings) {
    counter(refusals, reason).increment(drawings);
  }

  /** The drawings of one request. */
  private final class Drawings implements Watch {
    private final GenerationSpans.Recording recording;

    Drawings(GenerationSpans.Recording recording) {
      this.recording = recording;
    }

    @Override
    public void stepped(StepReport step) {
      steps.record(step.timestep(), step.circuitNanoseconds(), step.nanoseconds());
      recording.stepped(step.index(), step.timestep(), step.start(), step.nanoseconds());
    }

    @Override
    public void drawn(DrawnImage image) {
      images.get(image.command().digit()).increment();
      wait.record(image.timing().queue());
      network.record(image.timing().network());
    }

    @Override
    public void ended(Ending ending) {
      counter(endings, ending).increment();
      recording.ended(tag(ending));
    }
  }

  private static <E> Counter counter(Map<E, Counter> counters, E key) {
    return Objects.requireNonNull(counters.get(key));
  }
}
