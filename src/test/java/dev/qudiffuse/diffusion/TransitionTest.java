package dev.qudiffuse.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionTest {

  private static final Offset<Double> TIGHT = within(1e-12);

  private final NoiseSchedule schedule = NoiseSchedule.cosine(1000);

  /** The formula as DDPM states it, with beta_t, for neighbouring timesteps. */
  @ParameterizedTest
  @CsvSource({"1", "2", "500", "998", "999"})
  void posteriorOfNeighboursIsTheOneOfTheForwardProcess(int t) {
    double beta = schedule.beta(t);
    double now = schedule.alphasCumprod(t);
    double then = schedule.alphasCumprod(t - 1);

    Transition transition = Transition.posterior(schedule, t, t - 1);

    assertThat(transition.timestep()).isEqualTo(t);
    assertThat(transition.alphaCumprod()).isEqualTo(now);
    assertThat(transition.original()).isCloseTo(Math.sqrt(then) * beta / (1 - now), TIGHT);
    assertThat(transition.noisy()).isCloseTo(Math.sqrt(1 - beta) * (1 - then) / (1 - now), TIGHT);
    assertThat(transition.sigma()).isCloseTo(Math.sqrt(beta * (1 - then) / (1 - now)), TIGHT);
  }

  /**
   * Bayes: x_p and x_t are jointly normal given x_0 = 1; conditioning gives the posterior from
   * scratch.
   */
  @ParameterizedTest
  @CsvSource({"999, 949", "499, 3", "20, 0", "7, 6"})
  void stridedPosteriorIsTheConditionalOfAJointNormal(int t, int p) {
    double then = schedule.alphasCumprod(p);
    double stride = schedule.alphasCumprod(t) / then;
    double priorMean = Math.sqrt(then);
    double priorVariance = 1 - then;
    double gain = // of x_t = sqrt(stride) x_p + sqrt(1 - stride) z
        priorVariance * Math.sqrt(stride) / (stride * priorVariance + 1 - stride);

    Transition transition = Transition.posterior(schedule, t, p);

    assertThat(transition.noisy()).isCloseTo(gain, TIGHT);
    assertThat(transition.original())
        .isCloseTo(priorMean - gain * Math.sqrt(stride) * priorMean, TIGHT);
    assertThat(transition.sigma() * transition.sigma())
        .isCloseTo(priorVariance * (1 - gain * Math.sqrt(stride)), TIGHT);
  }

  @ParameterizedTest
  @CsvSource({"999, 949, 0", "999, 998, 0.3", "499, 3, 0.7", "20, 0, 1", "7, 6, 0.5"})
  void keepsTheMarginalOfTheForwardProcess(int t, int p, double eta) {
    double now = schedule.alphasCumprod(t);
    double then = schedule.alphasCumprod(p);

    Transition transition = Transition.implicit(schedule, t, p, eta);

    assertThat(transition.original() + transition.noisy() * Math.sqrt(now))
        .isCloseTo(Math.sqrt(then), TIGHT);
    assertThat(square(transition.noisy()) * (1 - now) + square(transition.sigma()))
        .isCloseTo(1 - then, TIGHT);
  }

  @ParameterizedTest
  @CsvSource({"999, 998", "999, 949", "499, 3", "20, 0", "1, 0", "0, -1", "700, -1"})
  void implicitWithEtaOneIsThePosterior(int t, int p) {
    Transition posterior = Transition.posterior(schedule, t, p);

    Transition implicit = Transition.implicit(schedule, t, p, 1);

    assertThat(implicit.original()).isCloseTo(posterior.original(), TIGHT);
    assertThat(implicit.noisy()).isCloseTo(posterior.noisy(), TIGHT);
    assertThat(implicit.sigma()).isEqualTo(posterior.sigma());
  }

  @Test
  void theLastStepIsThePredictedOriginalExactly() {
    for (Transition last :
        new Transition[] {
          Transition.posterior(schedule, 49, NoiseSchedule.ORIGINAL),
          Transition.implicit(schedule, 49, NoiseSchedule.ORIGINAL, 0),
          Transition.implicit(schedule, 49, NoiseSchedule.ORIGINAL, 1)
        }) {
      assertThat(last.original()).isEqualTo(1);
      assertThat(last.noisy()).isEqualTo(0);
      assertThat(last.sigma()).isEqualTo(0);
    }
  }

  @Test
  void etaZeroDrawsNothing() {
    assertThat(Transition.implicit(schedule, 999, 949, 0).sigma()).isEqualTo(0);
  }

  private static double square(double x) {
    return x * x;
  }
}
