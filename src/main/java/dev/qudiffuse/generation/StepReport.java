package dev.qudiffuse.generation;

/**
 * One step of one drawing.
 *
 * @param command what is drawn
 * @param drawing which of the request's, from 0
 * @param index of the step, from 0
 * @param timestep of the noise schedule at which it started
 * @param start as {@link System#nanoTime()} tells
 * @param nanoseconds of the whole step
 * @param circuitNanoseconds of the circuit and its measurements, within it
 */
public record StepReport(
    GenerateCommand command,
    int drawing,
    int index,
    int timestep,
    long start,
    long nanoseconds,
    long circuitNanoseconds) {

  /** Whether the image is finished. */
  public boolean isLast() {
    return index + 1 == command.steps();
  }
}
