package dev.qudiffuse.config;

import dev.qudiffuse.generation.CircuitStatistics.Latency;
import dev.qudiffuse.generation.CircuitStatistics.Step;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.ModelCatalogue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Measures the denoising steps of one model: timers {@code qudiffuse.circuit.latency} and {@code
 * qudiffuse.step.latency} whose tag {@code step} is the first of {@value #WIDTH} timesteps. So
 * there are as many series whatever numbers of steps requests ask for.
 *
 * <p>Percentiles are had from histograms of our own, since Micrometer would export its own ones as
 * further series, and forget within minutes.
 *
 * <p>Thread-safe; recording neither allocates nor waits.
 */
final class StepMetrics {

  static final String CIRCUIT = "qudiffuse.circuit.latency";
  static final String STEP = "qudiffuse.step.latency";

  /** Timesteps that are measured as one. */
  static final int WIDTH = 50;

  private static final Duration[] CIRCUIT_BUCKETS =
      microseconds(10, 20, 30, 50, 75, 100, 150, 250, 500, 1_000, 2_500, 10_000);
  private static final Duration[] STEP_BUCKETS =
      microseconds(
          250, 500, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000, 20_000, 50_000, 100_000);

  private final List<Range> ranges;

  /**
   * Metrics of a model.
   *
   * @param model its name in the {@link ModelCatalogue}
   */
  StepMetrics(MeterRegistry meters, String model) {
    ranges =
        IntStream.range(0, GenerateCommand.MAX_STEPS / WIDTH)
            .mapToObj(range -> new Range(meters, model, range * WIDTH))
            .toList();
  }

  private static Duration[] microseconds(int... bounds) {
    return IntStream.of(bounds)
        .mapToObj(bound -> Duration.of(bound, ChronoUnit.MICROS))
        .toArray(Duration[]::new);
  }

  /** Takes notice of an execution of the circuit. */
  void recordCircuit(int timestep, long nanoseconds) {
    ranges.get(timestep / WIDTH).recordCircuit(nanoseconds);
  }

  /** Takes notice of a prediction. */
  void recordStep(int timestep, long circuitNanoseconds, long stepNanoseconds) {
    ranges.get(timestep / WIDTH).recordStep(circuitNanoseconds, stepNanoseconds);
  }

  /** What has been measured so far, the cleanest range first. */
  List<Step> statistics() {
    return ranges.stream().map(Range::statistics).toList();
  }

  /** What is measured as one. */
  private static final class Range {

    /** In nanoseconds. Beyond the longest, a time counts as that. */
    private static final long SHORTEST = 1_000;

    private static final long LONGEST = 10_000_000_000L;

    /** Keeps percentiles within a hundredth. */
    private static final int SIGNIFICANT_DIGITS = 2;

    private final int first;
    private final Timer circuit;
    private final Timer step;
    private final ConcurrentHistogram latencies =
        new ConcurrentHistogram(SHORTEST, LONGEST, SIGNIFICANT_DIGITS);
    private final LongAdder circuitTime = new LongAdder();
    private final LongAdder stepTime = new LongAdder();

    Range(MeterRegistry meters, String model, int first) {
      this.first = first;
      Tags tags = Tags.of("model", model, "step", Integer.toString(first));
      this.circuit =
          Timer.builder(CIRCUIT)
              .description("Time that one execution of the quantum circuit takes")
              .tags(tags.and("circuit", ModelCatalogue.circuitOf(model)))
              .serviceLevelObjectives(CIRCUIT_BUCKETS)
              .register(meters);
      this.step =
          Timer.builder(STEP)
              .description("Time that the prediction of one denoising step takes")
              .tags(tags)
              .serviceLevelObjectives(STEP_BUCKETS)
              .register(meters);
    }

    void recordCircuit(long nanoseconds) {
      circuit.record(nanoseconds, TimeUnit.NANOSECONDS);
      latencies.recordValue(Math.min(nanoseconds, LONGEST));
    }

    void recordStep(long circuitNanoseconds, long stepNanoseconds) {
      step.record(stepNanoseconds, TimeUnit.NANOSECONDS);
      circuitTime.add(circuitNanoseconds);
      stepTime.add(stepNanoseconds);
    }

    Step statistics() {
      Histogram now = latencies.copy(); // or the figures would not belong together
      return new Step(first, first + WIDTH - 1, now.getTotalCount(), latency(now), share());
    }

    private static @Nullable Latency latency(Histogram histogram) {
      return histogram.getTotalCount() == 0
          ? null
          : new Latency(
              milliseconds(histogram.getMean()),
              milliseconds(histogram.getValueAtPercentile(50)),
              milliseconds(histogram.getValueAtPercentile(95)),
              milliseconds(histogram.getValueAtPercentile(99)),
              milliseconds(histogram.getMaxValue()));
    }

    private @Nullable Double share() {
      double whole = stepTime.sum();
      return whole > 0 ? circuitTime.sum() / whole : null;
    }

    private static double milliseconds(double nanoseconds) {
      return nanoseconds / 1e6;
    }
  }
}
