package dev.qudiffuse.diffusion;

/** Watches an image being drawn. */
@FunctionalInterface
public interface StepListener {

  /** Watches nothing. */
  StepListener NONE = (stepIndex, timestep, image, predictedOriginal) -> {};

  /**
   * Called at the end of every step.
   *
   * @param stepIndex 0, 1, 2, ..
   * @param timestep t at which the step started
   * @param image where the step led; the sampler's own array, to be read or copied before returning
   * @param predictedOriginal the finished image as this step foresaw it, in [-1, 1]; likewise
   */
  void onStep(int stepIndex, int timestep, float[] image, float[] predictedOriginal);
}
