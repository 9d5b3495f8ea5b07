package dev.qudiffuse.generation;

/**
 * Hears how long each denoising step's prediction took. Called on the thread that draws, so it must
 * be quick.
 */
@FunctionalInterface
public interface StepTimer {

  /**
   * Called after each prediction.
   *
   * @param timestep t of the image that was denoised
   * @param circuitNanoseconds how much of it was spent in circuits: with guidance there are two
   * @param stepNanoseconds the whole prediction, circuits and all
   */
  void record(int timestep, long circuitNanoseconds, long stepNanoseconds);
}
