package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Sampler;
import dev.qudiffuse.diffusion.SamplerType;

/**
 * A trained network, as far as drawing cares: something that denoises, and the samplers that fit
 * it. Safe to share between threads.
 */
public interface GenerativeModel {

  /** A denoiser for one thread, with buffers of its own; all of them share the weights. */
  Denoiser newDenoiser();

  /**
   * A sampler for this model's predictions.
   *
   * @param steps how many it takes, 1 to {@link GenerateCommand#MAX_STEPS}
   * @param noiseScale factor on the noise of every step
   */
  Sampler sampler(SamplerType type, int steps, float noiseScale);
}
