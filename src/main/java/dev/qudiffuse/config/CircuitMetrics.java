package dev.qudiffuse.config;

import dev.qudiffuse.generation.CircuitStatistics;
import dev.qudiffuse.generation.ModelTimers;
import dev.qudiffuse.generation.StepTimer;
import dev.qudiffuse.model.CircuitTimer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Measures models, each by a {@link StepMetrics} of its own. Thread-safe. */
final class CircuitMetrics implements ModelTimers, CircuitStatistics {

  private final MeterRegistry meters;
  private final ConcurrentMap<String, StepMetrics> models = new ConcurrentHashMap<>();

  CircuitMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public CircuitTimer circuit(String model) {
    return of(model)::recordCircuit;
  }

  @Override
  public StepTimer step(String model) {
    return of(model)::recordStep;
  }

  @Override
  public List<Step> steps(String model) {
    return of(model).statistics();
  }

  private StepMetrics of(String model) {
    return models.computeIfAbsent(model, name -> new StepMetrics(meters, name));
  }
}
