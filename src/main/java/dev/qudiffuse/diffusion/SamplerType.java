package dev.qudiffuse.diffusion;

/** The samplers to choose from, by the names that people know them by. */
public enum SamplerType {
  /** {@link DdpmSampler}: fresh noise at every step. */
  DDPM,
  /** {@link DdimSampler} with eta 0: no noise but the first. */
  DDIM;

  /**
   * The sampler that visits {@code steps} timesteps of the schedule.
   *
   * @param noiseScale factor on the noise of every step, for one that draws any
   */
  public Sampler create(
      NoiseSchedule schedule, PredictionType predictionType, int steps, double noiseScale) {
    return switch (this) {
      case DDPM -> new DdpmSampler(schedule, predictionType, steps, noiseScale);
      case DDIM -> new DdimSampler(schedule, predictionType, steps, 0);
    };
  }
}
