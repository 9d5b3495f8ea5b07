package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CircuitMetricsTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CircuitMetrics metrics = new CircuitMetrics(meters, 1000);

  @Test
  void everyTimestepHasATimerOfItsOwn() {
    metrics.record(999, 1_000);
    metrics.record(999, 3_000);
    metrics.record(0, 500);

    Timer first = meters.get("qudiffuse.circuit.latency").tag("step", "999").timer();
    Timer last = meters.get("qudiffuse.circuit.latency").tag("step", "0").timer();
    assertThat(first.count()).isEqualTo(2);
    assertThat(first.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(4_000);
    assertThat(last.count()).isEqualTo(1);
  }

  @Test
  void aTimestepThatNeverRanHasNone() {
    assertThat(meters.find("qudiffuse.circuit.latency").timers()).isEmpty();
  }
}
