package dev.qudiffuse.diffusion;

/** The samplers to choose from, by the names that people know them by. */
public enum SamplerType {
  /** {@link DdpmSampler}: fresh noise at every step. */
  DDPM,
  /** {@link DdimSampler} with eta 0: no noise but the first. */
  DDIM;

  /** The sampler that visits {@code steps} timesteps of the schedule. */
  public Sampler create(NoiseSchedule schedule, PredictionType predictionType, int steps) {
    return switch (this) {
      case DDPM -> new DdpmSampler(schedule, predictionType, steps);
      case DDIM -> new DdimSampler(schedule, predictionType, steps, 0);
    };
  }
}
