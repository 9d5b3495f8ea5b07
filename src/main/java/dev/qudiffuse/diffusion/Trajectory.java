package dev.qudiffuse.diffusion;

/**
 * One image on its way from noise to picture.
 *
 * <p>It may rest between any two steps and go on with another denoiser of the same network, on
 * another thread if handed over safely, so that the images of different requests can take turns.
 * Used by one thread at a time; a step allocates nothing.
 */
public interface Trajectory {

  /** Whether steps remain. When none do, the image is finished. */
  boolean hasNext();

  /**
   * Takes one step: predicts the original image and moves towards it.
   *
   * @throws IllegalStateException if no step remains
   */
  void step(Denoiser denoiser);
}
