package dev.qudiffuse.config;

import dev.qudiffuse.model.CircuitTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Measures the circuit: a timer {@code qudiffuse.circuit.latency} with a tag {@code step}, the
 * timestep it ran for.
 *
 * <p>A timer comes to be when its timestep is first met, so there are as many as the requests'
 * numbers of steps make them, and never more than the schedule has. Thread-safe; records without a
 * lookup and without allocating.
 */
final class CircuitMetrics implements CircuitTimer {

  static final String NAME = "qudiffuse.circuit.latency";

  private final MeterRegistry meters;
  private final AtomicReferenceArray<Timer> timers;

  CircuitMetrics(MeterRegistry meters, int timesteps) {
    this.meters = meters;
    this.timers = new AtomicReferenceArray<>(timesteps);
  }

  @Override
  public void record(int timestep, long nanoseconds) {
    Timer timer = timers.get(timestep);
    if (timer == null) {
      timer = register(timestep); // twice at worst, which gives the same timer
      timers.set(timestep, timer);
    }
    timer.record(nanoseconds, TimeUnit.NANOSECONDS);
  }

  private Timer register(int timestep) {
    return Timer.builder(NAME)
        .description("Time that one execution of the quantum circuit takes")
        .tag("step", Integer.toString(timestep))
        .register(meters);
  }
}
