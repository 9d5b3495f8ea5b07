package dev.qudiffuse.generation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been measured of circuits since the service started. Safe to share between threads. */
public interface CircuitStatistics {

  /**
   * The denoising steps of a model, in ranges of timesteps that cover all there are, the cleanest
   * first.
   *
   * @param model its name in the {@link ModelCatalogue}
   */
  List<Step> steps(String model);

  /**
   * The executions of a circuit in one range of timesteps.
   *
   * @param firstTimestep the cleanest
   * @param lastTimestep the noisiest
   * @param executions how many there were; a guided step has two
   * @param latency how long one took; null while there was none
   * @param shareOfStep time in circuits over the time of whole predictions, from 0 to 1; null while
   *     no prediction was timed
   */
  record Step(
      int firstTimestep,
      int lastTimestep,
      long executions,
      @Nullable Latency latency,
      @Nullable Double shareOfStep) {}

  /**
   * How long executions took, in milliseconds.
   *
   * @param mean of all
   * @param p50 half took no longer
   * @param p95 95 in a hundred took no longer
   * @param p99 99 in a hundred took no longer
   * @param max the longest
   */
  record Latency(double mean, double p50, double p95, double p99, double max) {}
}
