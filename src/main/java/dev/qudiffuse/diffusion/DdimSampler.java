package dev.qudiffuse.diffusion;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * The implicit sampler (Song et al. 2021, arXiv 2010.02502): few steps, and with eta 0 no
 * randomness but the first noise.
 *
 * <p>The predicted original is clamped to [-1, 1] and the noise of the step is taken from the
 * clamped one, so the two always add up to x_t; with eta 1 the steps are those of {@link
 * DdpmSampler}. Immutable and safe to share.
 */
public final class DdimSampler implements Sampler {

  private final PredictionType predictionType;
  private final List<Transition> transitions;

  /**
   * A sampler that visits {@code steps} timesteps of the schedule, in trailing spacing: T-1 first.
   *
   * @param eta how much of the posterior's noise each step draws: 0 none (deterministic), 1 all
   *     (ancestral)
   */
  public DdimSampler(NoiseSchedule schedule, PredictionType predictionType, int steps, double eta) {
    if (!(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException("expected eta between 0 and 1, got " + eta);
    }
    Timesteps timesteps = Timesteps.trailing(schedule.timesteps(), steps);
    this.predictionType = predictionType;
    this.transitions =
        IntStream.range(0, steps)
            .mapToObj(
                i ->
                    Transition.implicit(
                        schedule, timesteps.timestep(i), timesteps.previous(i), eta))
            .toList();
  }

  @Override
  public Trajectory start(
      Guidance guidance, RandomGenerator random, float[] image, StepListener listener) {
    return new TransitionTrajectory(transitions, predictionType, guidance, random, image, listener);
  }
}
