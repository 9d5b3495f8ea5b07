package dev.qudiffuse.model;

import dev.qudiffuse.diffusion.Denoiser;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * What one thread draws with: the buffers of a trained network, for one image after another and on
 * any {@link CircuitBackend}. Nothing of an image stays in it.
 */
@FunctionalInterface
public interface ModelDenoiser {

  /**
   * The denoiser of this backend, which works in the buffers that all share: it is to be used only
   * until the next call.
   *
   * @param measurements where the outcomes of measurements are drawn from, if the backend measures;
   *     the same generator and the same calls give the same predictions
   */
  Denoiser on(CircuitBackend backend, RandomGenerator measurements);
}
