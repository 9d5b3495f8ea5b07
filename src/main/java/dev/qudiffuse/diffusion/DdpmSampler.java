package dev.qudiffuse.diffusion;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * The ancestral sampler (Ho et al. 2020, arXiv 2006.11239): each step draws from the forward
 * process's posterior q(x_p given x_t, x_0), with the predicted original, clamped to [-1, 1], in
 * the place of x_0.
 *
 * <p>The noise of every step may be scaled. Less of it than the posterior has, as a temperature
 * below 1 elsewhere, draws more probable images and fewer kinds of them.
 *
 * <p>Over a subset of the timesteps it uses the exact posterior of the strided schedule. Immutable
 * and safe to share.
 */
public final class DdpmSampler implements Sampler {

  private final PredictionType predictionType;
  private final List<Transition> transitions;

  /** A sampler that visits every timestep of the schedule. */
  public DdpmSampler(NoiseSchedule schedule, PredictionType predictionType) {
    this(schedule, predictionType, schedule.timesteps());
  }

  /**
   * A sampler that visits {@code steps} timesteps of the schedule, in trailing spacing: T-1 first.
   */
  public DdpmSampler(NoiseSchedule schedule, PredictionType predictionType, int steps) {
    this(schedule, predictionType, steps, 1);
  }

  /**
   * The same with scaled noise.
   *
   * @param noiseScale factor on the standard deviation of the posterior, at least 0
   */
  public DdpmSampler(
      NoiseSchedule schedule, PredictionType predictionType, int steps, double noiseScale) {
    if (!(noiseScale >= 0 && noiseScale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a finite noise scale of at least 0, got " + noiseScale);
    }
    Timesteps timesteps = Timesteps.trailing(schedule.timesteps(), steps);
    this.predictionType = predictionType;
    this.transitions =
        IntStream.range(0, steps)
            .mapToObj(
                i ->
                    Transition.posterior(schedule, timesteps.timestep(i), timesteps.previous(i))
                        .withNoiseScale(noiseScale))
            .toList();
  }

  @Override
  public Trajectory start(
      Guidance guidance, RandomGenerator random, float[] image, StepListener listener) {
    return new TransitionTrajectory(transitions, predictionType, guidance, random, image, listener);
  }
}
