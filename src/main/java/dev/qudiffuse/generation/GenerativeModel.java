package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Sampler;

/**
 * A trained network, as far as drawing cares: something that denoises, and the way of sampling that
 * fits it. Safe to share between threads.
 */
public interface GenerativeModel {

  /** A denoiser for one thread, with buffers of its own; all of them share the weights. */
  Denoiser newDenoiser();

  /** The sampler that takes the given number of steps, 1 to {@link GenerateCommand#MAX_STEPS}. */
  Sampler sampler(int steps);
}
