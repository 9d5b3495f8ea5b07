package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.SamplerType;

/**
 * How a drawing departs from the plain reverse process, so that in few steps strokes come out
 * whole.
 *
 * <p>Both departures give up a little variety. Fresh noise that is weaker than the posterior says
 * leaves less for later steps to mend. Guidance at the noisiest steps, where hardly anything of the
 * digit is decided, makes images alike and costs a second way through the network; leaving it out
 * there is the guidance interval of Kynkaanniemi et al. 2024 (arXiv 2404.07724).
 *
 * @param noiseScale factor on the noise that every step of {@link SamplerType#DDPM} adds; 1 is the
 *     posterior's own, 0 none
 * @param guidedUpTo noisiest timestep that is guided, of {@link GenerateCommand#MAX_STEPS}
 */
public record Tempering(float noiseScale, int guidedUpTo) {

  /** The plain process: the posterior's own noise, and guidance at every step. */
  public static final Tempering NONE = new Tempering(1, GenerateCommand.MAX_STEPS);

  private static final Tempering STOCHASTIC = new Tempering(0.9f, 800);

  /** Beyond this, an image is nothing but noise. */
  public static final float MAX_NOISE_SCALE = 2;

  /**
   * What gave whole strokes at the default settings without giving up more variety than stronger
   * guidance would; {@code src/docs/training.md} has the figures. A sampler that adds no noise
   * needs guidance all the way.
   */
  public static Tempering usual(SamplerType sampler) {
    return switch (sampler) {
      case DDPM -> STOCHASTIC;
      case DDIM -> NONE;
    };
  }

  /**
   * Checks both parts.
   *
   * @throws InvalidRequestException naming the first part that is out of its range
   */
  public Tempering {
    if (!(noiseScale >= 0 && noiseScale <= MAX_NOISE_SCALE)) { // NaN is neither
      throw new InvalidRequestException(
          "noise-scale",
          "a number from 0 to %d".formatted((int) MAX_NOISE_SCALE),
          Float.toString(noiseScale));
    }
    new IntegerRange(0, GenerateCommand.MAX_STEPS).require("guided-up-to", guidedUpTo);
  }
}
