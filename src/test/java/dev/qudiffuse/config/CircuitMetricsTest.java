package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.qudiffuse.generation.CircuitStatistics.Latency;
import dev.qudiffuse.generation.CircuitStatistics.Step;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CircuitMetricsTest {

  private static final String CIRCUIT = "qudiffuse.circuit.latency";

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CircuitMetrics metrics = new CircuitMetrics(meters);

  @Test
  void fiftyTimestepsAreOneSeries() {
    metrics.circuit("default").record(999, 1_000);
    metrics.circuit("default").record(950, 3_000);
    metrics.circuit("default").record(949, 500);

    Timer last = meters.get(CIRCUIT).tag("step", "950").timer();
    assertThat(last.count()).isEqualTo(2);
    assertThat(last.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(4_000);
    assertThat(last.getId().getTag("model")).isEqualTo("default");
    assertThat(last.getId().getTag("circuit")).isEqualTo("default-bottleneck");
    assertThat(meters.get(CIRCUIT).tag("step", "900").timer().count()).isEqualTo(1);
  }

  @Test
  void thereAreNoMoreSeriesHoweverManyTimestepsRun() {
    metrics.circuit("default").record(0, 1_000);
    List<Meter> before = meters.getMeters();
    String scraped = meters.scrape();

    IntStream.range(0, 1000).forEach(t -> metrics.circuit("default").record(t, 20_000L + t));
    IntStream.range(0, 1000).forEach(t -> metrics.step("default").record(t, 50_000, 2_000_000));

    assertThat(meters.getMeters()).containsExactlyInAnyOrderElementsOf(before).hasSize(40);
    assertThat(meters.scrape().lines()).hasSameSizeAs(scraped.lines().toList());
  }

  @Test
  void prometheusGetsAHistogramWithoutQuantiles() {
    metrics.circuit("default").record(999, 60_000);

    String series =
        "qudiffuse_circuit_latency_seconds%s{circuit=\"default-bottleneck\",model=\"default\",step=\"950\"%s}";
    assertThat(meters.scrape())
        .contains(series.formatted("_bucket", ",le=\"1.0E-5\"") + " 0")
        .contains(series.formatted("_bucket", ",le=\"5.0E-5\"") + " 0")
        .contains(series.formatted("_bucket", ",le=\"7.5E-5\"") + " 1")
        .contains(series.formatted("_bucket", ",le=\"0.01\"") + " 1")
        .contains(series.formatted("_bucket", ",le=\"+Inf\"") + " 1")
        .contains(series.formatted("_count", "") + " 1")
        .doesNotContain("quantile");
  }

  @Test
  void whatHasNotRunHasNoFigures() {
    assertThat(metrics.steps("default"))
        .hasSize(20)
        .startsWith(new Step(0, 49, 0, null, null))
        .endsWith(new Step(950, 999, 0, null, null));
  }

  @Test
  void percentilesAreThoseOfWhatWasRecorded() {
    IntStream.rangeClosed(1, 1000)
        .forEach(i -> metrics.circuit("default").record(120, i * 100_000L));

    Step step = metrics.steps("default").get(2);
    assertThat(step.executions()).isEqualTo(1000);
    Latency latency = latency(step);
    assertThat(latency.mean()).isCloseTo(50.05, within(0.5));
    assertThat(latency.p50()).isCloseTo(50, within(0.5));
    assertThat(latency.p95()).isCloseTo(95, within(1.0));
    assertThat(latency.p99()).isCloseTo(99, within(1.0));
    assertThat(latency.max()).isCloseTo(100, within(1.0));
  }

  private static Latency latency(Step step) {
    @Nullable Latency latency = step.latency();
    if (latency == null) {
      throw new AssertionError("expected a latency in " + step);
    }
    return latency;
  }

  @Test
  void timesBeyondReasonCountToo() {
    metrics.circuit("default").record(0, 0);
    metrics.circuit("default").record(0, 100_000_000_000L);

    Step step = metrics.steps("default").getFirst();
    assertThat(step.executions()).isEqualTo(2);
    assertThat(latency(step).max()).isCloseTo(10_000, within(100.0));
  }

  @Test
  void theShareOfAStepIsOfWholePredictions() {
    metrics.step("default").record(500, 100, 1_000);
    metrics.step("default").record(549, 300, 1_000);

    assertThat(metrics.steps("default").get(10).shareOfStep()).isEqualTo(0.2);
    assertThat(meters.get("qudiffuse.step.latency").tag("step", "500").timer().count())
        .isEqualTo(2);
  }

  @Test
  void modelsAreMeasuredApart() {
    metrics.circuit("default").record(0, 1_000);
    metrics.circuit("custom").record(0, 1_000);
    metrics.circuit("custom").record(0, 1_000);

    assertThat(metrics.steps("default").getFirst().executions()).isEqualTo(1);
    assertThat(metrics.steps("custom").getFirst().executions()).isEqualTo(2);
  }

  @Test
  void recordingAllocatesNothing() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var circuit = metrics.circuit("default");
    var step = metrics.step("default");
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 50 && least > 0; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int t = 0; t < 1000; t++) {
        circuit.record(t, 50_000 + t);
        step.record(t, 50_000, 2_000_000);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }
}
