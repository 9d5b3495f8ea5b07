package dev.qudiffuse.web;

import dev.qudiffuse.generation.CircuitStatistics;
import dev.qudiffuse.generation.CircuitStatistics.Latency;
import dev.qudiffuse.generation.ModelCatalogue;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.web.CircuitDescriptors.Descriptors;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The wire form of what was measured of circuits. */
@Schema(
    name = "CircuitMetrics",
    description = "What this instance has measured since it started, and what circuits can do.")
record CircuitReport(List<MeasuredCircuit> circuits) {

  private static final String NOT_YET =
      "expressibility and entanglingCapability are being computed; ask again in a few seconds";

  /** One circuit. */
  @Schema(name = "MeasuredCircuit", description = "One circuit.")
  record MeasuredCircuit(
      @Schema(example = "default-bottleneck") String id,
      @Schema(example = "default") String model,
      @Schema(
              description =
                  "Divergence of the fidelities of random pairs of its states from those of"
                      + " Haar-random states, in nats, at the published 75 bins and 5,000 pairs (Sim"
                      + " et al. 2019, arXiv 1905.10876): less is more expressive. Null until it is"
                      + " computed.",
              nullable = true)
          @Nullable Estimate expressibility,
      @Schema(
              description =
                  "Mean Meyer-Wallach Q of 5,000 random states of the circuit, from 0, no"
                      + " entanglement, to 1. Null until it is computed.",
              nullable = true)
          @Nullable Estimate entanglingCapability,
      @Schema(description = "What is missing above, and why; null if nothing is.", nullable = true)
          @Nullable String note,
      @Schema(description = "By ranges of timesteps that cover all there are, the cleanest first.")
          List<MeasuredStep> steps) {}

  /** One range of timesteps. */
  @Schema(
      name = "MeasuredStep",
      description = "The denoising steps of one range of timesteps. Times are in milliseconds.")
  record MeasuredStep(
      @Schema(description = "The cleanest; the tag `step` in Prometheus.", example = "950")
          int firstTimestep,
      @Schema(description = "The noisiest.", example = "999") int lastTimestep,
      @Schema(description = "How often the circuit ran; twice in a guided step.", example = "1200")
          long executions,
      @Schema(
              description = "Null if it never ran, as all times.",
              example = "0.061",
              nullable = true)
          @Nullable Double meanMs,
      @Schema(example = "0.058", nullable = true) @Nullable Double p50Ms,
      @Schema(example = "0.084", nullable = true) @Nullable Double p95Ms,
      @Schema(example = "0.131", nullable = true) @Nullable Double p99Ms,
      @Schema(example = "0.412", nullable = true) @Nullable Double maxMs,
      @Schema(
              description =
                  "Time in circuits over the time of the steps' whole predictions, from 0 to 1; null"
                      + " if no step was timed.",
              example = "0.08",
              nullable = true)
          @Nullable Double shareOfStep) {}

  /** What there is to say now. */
  static CircuitReport of(
      ModelCatalogue models, CircuitStatistics statistics, CircuitDescriptors descriptors) {
    return new CircuitReport(
        models.trained().entrySet().stream()
            .map(
                entry ->
                    measured(
                        entry.getKey(),
                        statistics,
                        descriptors.of(
                            ModelCatalogue.circuitOf(entry.getKey()),
                            entry.getValue().network().circuit())))
            .toList());
  }

  private static MeasuredCircuit measured(
      String model, CircuitStatistics statistics, Optional<Descriptors> descriptors) {
    return new MeasuredCircuit(
        ModelCatalogue.circuitOf(model),
        model,
        descriptors.map(Descriptors::expressibility).orElse(null),
        descriptors.map(Descriptors::entanglingCapability).orElse(null),
        descriptors.isPresent() ? null : NOT_YET,
        statistics.steps(model).stream().map(CircuitReport::measured).toList());
  }

  private static MeasuredStep measured(CircuitStatistics.Step step) {
    Optional<Latency> latency = Optional.ofNullable(step.latency());
    return new MeasuredStep(
        step.firstTimestep(),
        step.lastTimestep(),
        step.executions(),
        latency.map(Latency::mean).orElse(null),
        latency.map(Latency::p50).orElse(null),
        latency.map(Latency::p95).orElse(null),
        latency.map(Latency::p99).orElse(null),
        latency.map(Latency::max).orElse(null),
        step.shareOfStep());
  }
}
