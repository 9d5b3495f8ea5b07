package dev.qudiffuse.model;

/**
 * Hears how long each execution of a circuit took. Called on the thread that runs it, so it must be
 * quick.
 */
@FunctionalInterface
public interface CircuitTimer {

  /** Hears nothing. */
  CircuitTimer NONE = (timestep, nanoseconds) -> {};

  /**
   * Called after each execution.
   *
   * @param timestep t for which the circuit ran
   * @param nanoseconds from the angles to the measured state's end
   */
  void record(int timestep, long nanoseconds);
}
