package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.Sampler;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.model.CircuitTimer;
import dev.qudiffuse.model.ModelDenoiser;

/**
 * A trained network, as far as drawing cares: something that denoises, and the samplers that fit
 * it. Safe to share between threads.
 */
public interface GenerativeModel {

  /** SHA-256 of its weights file, in hexadecimal: which model this is, to the bit. */
  String sha256();

  /**
   * A denoiser for one thread, with buffers of its own; all of them share the weights.
   *
   * @param timer hears of every execution of the circuit
   */
  ModelDenoiser newDenoiser(CircuitTimer timer);

  /**
   * A sampler for this model's predictions.
   *
   * @param steps how many it takes, 1 to {@link GenerateCommand#MAX_STEPS}
   * @param noiseScale factor on the noise of every step
   */
  Sampler sampler(SamplerType type, int steps, float noiseScale);
}
