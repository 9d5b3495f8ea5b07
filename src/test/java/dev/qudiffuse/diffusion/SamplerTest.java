package dev.qudiffuse.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {

  private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(1000);
  private static final Guidance GUIDANCE = new Guidance(3, 1.5f);

  static Stream<Arguments> samplers() {
    return Stream.of(PredictionType.values())
        .flatMap(
            type ->
                Stream.of(
                    Arguments.of(type, new DdpmSampler(SCHEDULE, type)),
                    Arguments.of(type, new DdpmSampler(SCHEDULE, type, 50)),
                    Arguments.of(type, new DdimSampler(SCHEDULE, type, 5, 0)),
                    Arguments.of(type, new DdimSampler(SCHEDULE, type, 20, 0)),
                    Arguments.of(type, new DdimSampler(SCHEDULE, type, 20, 0.5)),
                    Arguments.of(type, new DdimSampler(SCHEDULE, type, 1000, 1))));
  }

  @Test
  void everyTypeIsTheSamplerOfItsName() {
    var type = PredictionType.V_PREDICTION;
    float[] ddpm = draw(type, new DdpmSampler(SCHEDULE, type, 20), 9);
    float[] ddim = draw(type, new DdimSampler(SCHEDULE, type, 20, 0), 9);

    assertThat(draw(type, SamplerType.DDPM.create(SCHEDULE, type, 20, 1), 9)).isEqualTo(ddpm);
    assertThat(draw(type, SamplerType.DDIM.create(SCHEDULE, type, 20, 1), 9)).isEqualTo(ddim);
    assertThat(ddim).isNotEqualTo(ddpm);
  }

  /**
   * All data is one image: every sampler must arrive there, whatever the terms of the prediction.
   */
  @ParameterizedTest
  @MethodSource("samplers")
  void arrivesAtTheOnlyImageThereIs(PredictionType type, Sampler sampler) {
    float[] only = {-1, -0.5f, 0, 0.25f, 0.999f, 1};
    float[] image = new float[only.length];

    sampler.sample(perfect(type, only, 0), GUIDANCE, Randomness.of(11), image, StepListener.NONE);

    assertThat(image).containsExactly(only, within(2e-4f));
  }

  /**
   * Data with independent N(m, s^2) pixels has the linear optimal denoiser E[x_0 given x_t] = m + k
   * (x_t - sqrt(ab) m), so mean and variance of x_t follow a recursion through the steps. Many
   * pixels must show just these.
   */
  @ParameterizedTest
  @CsvSource({"1000, 1", "100, 1", "50, 0", "20, 0.5"})
  void gaussianDataComesOutWithItsMeanAndVariance(int steps, double eta) {
    float mean = 0.2f;
    double deviation = 0.1;
    Sampler sampler =
        eta == 1
            ? new DdpmSampler(SCHEDULE, PredictionType.V_PREDICTION, steps)
            : new DdimSampler(SCHEDULE, PredictionType.V_PREDICTION, steps, eta);
    float[] image = new float[20_000];
    float[] means = new float[image.length];
    Arrays.fill(means, mean);

    sampler.sample(
        perfect(PredictionType.V_PREDICTION, means, deviation),
        GUIDANCE,
        Randomness.of(2),
        image,
        StepListener.NONE);

    double variance = variance(image);
    double expectedVariance = exactVariance(steps, eta, deviation);
    assertThat(mean(image)).isCloseTo(mean, within(5 * Math.sqrt(expectedVariance / image.length)));
    assertThat(variance)
        .isCloseTo(expectedVariance, within(5 * expectedVariance * Math.sqrt(2.0 / image.length)));
  }

  /** With all steps, the variance that the recursion predicts is nearly that of the data. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1})
  void theVarianceOfManyStepsIsThatOfTheData(double eta) {
    assertThat(exactVariance(1000, eta, 0.1)).isCloseTo(0.01, within(0.0005));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void sameSeedSameBits(PredictionType type, Sampler sampler) {
    assertThat(draw(type, sampler, 5)).containsExactly(draw(type, sampler, 5));
    assertThat(draw(type, sampler, 5)).isNotEqualTo(draw(type, sampler, 6));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void imagesTakingTurnsAreTheImagesDrawnAlone(PredictionType type, Sampler sampler) {
    Denoiser shared = perfect(type, new float[16], 0.3);
    float[] first = new float[16];
    float[] second = new float[16];
    Trajectory one = sampler.start(GUIDANCE, Randomness.of(5), first, StepListener.NONE);
    Trajectory two = sampler.start(GUIDANCE, Randomness.of(6), second, StepListener.NONE);
    while (one.hasNext()) {
      one.step(shared);
      two.step(shared);
    }

    assertThat(two.hasNext()).isFalse();
    assertThat(first).containsExactly(draw(type, sampler, 5));
    assertThat(second).containsExactly(draw(type, sampler, 6));
  }

  /** Equal coefficients and equal draws: the two samplers differ by rounding only. */
  @Test
  void ddimWithEtaOneIsDdpm() {
    PredictionType type = PredictionType.V_PREDICTION;
    float[] ddpm = draw(type, new DdpmSampler(SCHEDULE, type, 40), 9);
    float[] ddim = draw(type, new DdimSampler(SCHEDULE, type, 40, 1), 9);

    assertThat(ddim).containsExactly(ddpm, within(1e-4f));
  }

  @Test
  void deterministicDdimDrawsOnlyTheFirstNoise() {
    RandomGenerator used = Randomness.of(1);
    float[] image = new float[10];
    new DdimSampler(SCHEDULE, PredictionType.SAMPLE, 20, 0)
        .sample(
            perfect(PredictionType.SAMPLE, image.clone(), 0),
            GUIDANCE,
            used,
            image,
            StepListener.NONE);
    RandomGenerator fresh = Randomness.of(1);
    Randomness.fillNormal(fresh, new float[10]);

    assertThat(used.nextLong()).isEqualTo(fresh.nextLong());
  }

  @Test
  void startIsPureNoise() {
    float[] image = new float[10];
    float[] noise = new float[10];
    Randomness.fillNormal(Randomness.of(4), noise);

    new DdpmSampler(SCHEDULE, PredictionType.EPSILON)
        .start(GUIDANCE, Randomness.of(4), image, StepListener.NONE);

    assertThat(image).containsExactly(noise);
  }

  /** Against a denoiser that always foresees 0: what is left is x_t and the generator's next z. */
  @Test
  void aStepAddsTheNextNumbersOfTheGenerator() {
    float[] image = new float[10];
    float[] first = new float[10];
    float[] second = new float[10];
    RandomGenerator random = Randomness.of(4);
    Randomness.fillNormal(random, first);
    Randomness.fillNormal(random, second);
    Transition transition = Transition.posterior(SCHEDULE, 999, 499);

    new DdpmSampler(SCHEDULE, PredictionType.SAMPLE, 2)
        .start(GUIDANCE, Randomness.of(4), image, StepListener.NONE)
        .step((noisy, timestep, guidance, prediction) -> Arrays.fill(prediction, 0));

    for (int i = 0; i < image.length; i++) {
      double expected = transition.noisy() * first[i] + transition.sigma() * second[i];
      assertThat(image[i]).isCloseTo((float) expected, within(1e-6f));
    }
  }

  @Test
  void predictionsBeyondTheRangeOfPixelsAreClamped() {
    float[] image = new float[3];
    Denoiser wild =
        (noisy, timestep, guidance, prediction) -> {
          prediction[0] = 7;
          prediction[1] = -7;
          prediction[2] = 0.5f;
        };

    new DdimSampler(SCHEDULE, PredictionType.SAMPLE, 10, 0)
        .sample(wild, GUIDANCE, Randomness.of(1), image, StepListener.NONE);

    assertThat(image).containsExactly(1, -1, 0.5f);
  }

  @Test
  void listenerAndDenoiserSeeEveryStepInOrder() {
    record Seen(int stepIndex, int timestep, float image, float predictedOriginal) {}
    List<Seen> seen = new ArrayList<>();
    List<Integer> asked = new ArrayList<>();
    List<Guidance> guidances = new ArrayList<>();
    float[] image = new float[1];
    Denoiser denoiser =
        (noisy, timestep, guidance, prediction) -> {
          asked.add(timestep);
          guidances.add(guidance);
          prediction[0] = 0.75f;
        };

    new DdimSampler(SCHEDULE, PredictionType.SAMPLE, 4, 0)
        .sample(
            denoiser,
            GUIDANCE,
            Randomness.of(1),
            image,
            (stepIndex, timestep, current, original) ->
                seen.add(new Seen(stepIndex, timestep, current[0], original[0])));

    assertThat(asked).containsExactly(999, 749, 499, 249);
    assertThat(guidances).containsOnly(GUIDANCE);
    assertThat(seen).extracting(Seen::timestep).containsExactlyElementsOf(asked);
    assertThat(seen).extracting(Seen::stepIndex).containsExactly(0, 1, 2, 3);
    assertThat(seen).extracting(Seen::predictedOriginal).containsOnly(0.75f);
    assertThat(seen.getLast().image()).isEqualTo(0.75f);
    assertThat(seen.getFirst().image()).isNotEqualTo(0.75f);
  }

  @Test
  void noisiestStepsBeyondTheLimitAreUnguided() {
    List<Guidance> guidances = new ArrayList<>();
    Denoiser denoiser = (noisy, timestep, guidance, prediction) -> guidances.add(guidance);
    Guidance limited = new Guidance(3, 1.5f, 499);

    new DdimSampler(SCHEDULE, PredictionType.SAMPLE, 4, 0)
        .sample(denoiser, limited, Randomness.of(1), new float[1], StepListener.NONE);

    assertThat(guidances)
        .containsExactly(Guidance.unguided(3), Guidance.unguided(3), limited, limited);
  }

  /**
   * Against a denoiser that always foresees 0, every step is linear in the noise, so the image
   * before the last step has a variance that a recursion gives.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.9, 1, 1.5})
  void noiseScaleScalesTheDeviationOfEveryStep(double noiseScale) {
    int n = 20_000;
    int steps = 5;
    float[] beforeLast = new float[n];
    Denoiser denoiser = (noisy, timestep, guidance, prediction) -> Arrays.fill(prediction, 0);
    Timesteps timesteps = Timesteps.trailing(SCHEDULE.timesteps(), steps);
    double variance = 1;
    for (int i = 0; i < steps - 1; i++) {
      Transition t = Transition.posterior(SCHEDULE, timesteps.timestep(i), timesteps.previous(i));
      double sigma = noiseScale * t.sigma();
      variance = t.noisy() * t.noisy() * variance + sigma * sigma;
    }

    new DdpmSampler(SCHEDULE, PredictionType.SAMPLE, steps, noiseScale)
        .sample(
            denoiser,
            GUIDANCE,
            Randomness.of(8),
            new float[n],
            (stepIndex, timestep, current, original) -> {
              if (stepIndex == steps - 2) {
                System.arraycopy(current, 0, beforeLast, 0, n);
              }
            });

    double measured = 0;
    for (float value : beforeLast) {
      measured += (double) value * value / n;
    }
    // the variance of n normal numbers deviates by sqrt(2 / n) = 1%
    assertThat(measured).isCloseTo(variance, Percentage.withPercentage(4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void rejectsNoiseScalesThatMeanNothing(double noiseScale) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DdpmSampler(SCHEDULE, PredictionType.SAMPLE, 4, noiseScale))
        .withMessage("expected a finite noise scale of at least 0, got " + noiseScale);
  }

  @Test
  void aStepAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Denoiser denoiser = (noisy, timestep, guidance, prediction) -> prediction[0] = noisy[0];
    Sampler sampler = new DdpmSampler(SCHEDULE, PredictionType.V_PREDICTION);
    sampler.sample(denoiser, GUIDANCE, Randomness.of(1), new float[784], StepListener.NONE);
    Trajectory trajectory =
        sampler.start(GUIDANCE, Randomness.of(1), new float[784], StepListener.NONE);

    long before = threads.getCurrentThreadAllocatedBytes();
    while (trajectory.hasNext()) {
      trajectory.step(denoiser);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // far less than one object a step: the machine may allocate a little of its own
    assertThat(allocated).isLessThan(16L * SCHEDULE.timesteps() / 4);
  }

  @Test
  void noStepAfterTheLast() {
    Trajectory trajectory =
        new DdimSampler(SCHEDULE, PredictionType.SAMPLE, 1, 0)
            .start(GUIDANCE, Randomness.of(1), new float[1], StepListener.NONE);
    Denoiser denoiser = perfect(PredictionType.SAMPLE, new float[1], 0);
    assertThat(trajectory.hasNext()).isTrue();
    trajectory.step(denoiser);

    assertThat(trajectory.hasNext()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> trajectory.step(denoiser))
        .withMessage("expected a step to remain, but all 1 are taken");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void rejectsEtaOutsideTheUnitInterval(double eta) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DdimSampler(SCHEDULE, PredictionType.EPSILON, 10, eta))
        .withMessage("expected eta between 0 and 1, got " + eta);
  }

  private static float[] draw(PredictionType type, Sampler sampler, long seed) {
    float[] image = new float[16];
    sampler.sample(
        perfect(type, new float[16], 0.3), GUIDANCE, Randomness.of(seed), image, StepListener.NONE);
    return image;
  }

  /** The optimal denoiser of data with independent N(mean, deviation^2) pixels. */
  private static Denoiser perfect(PredictionType type, float[] mean, double deviation) {
    float[] original = new float[mean.length];
    float[] noise = new float[mean.length];
    return (noisy, timestep, guidance, prediction) -> {
      double alphaCumprod = SCHEDULE.alphasCumprod(timestep);
      double signal = Math.sqrt(alphaCumprod);
      double gain = gain(alphaCumprod, deviation);
      for (int i = 0; i < mean.length; i++) {
        original[i] = (float) (mean[i] + gain * (noisy[i] - signal * mean[i]));
      }
      PredictionType.SAMPLE.predictedNoise(noisy, original, alphaCumprod, noise);
      type.target(original, noise, alphaCumprod, prediction);
    };
  }

  private static double gain(double alphaCumprod, double deviation) {
    double variance = deviation * deviation;
    return Math.sqrt(alphaCumprod) * variance / (alphaCumprod * variance + 1 - alphaCumprod);
  }

  private static double exactVariance(int steps, double eta, double deviation) {
    Timesteps timesteps = Timesteps.trailing(SCHEDULE.timesteps(), steps);
    double variance = 1;
    for (int i = 0; i < steps; i++) {
      Transition transition =
          Transition.implicit(SCHEDULE, timesteps.timestep(i), timesteps.previous(i), eta);
      double factor =
          transition.original() * gain(transition.alphaCumprod(), deviation) + transition.noisy();
      variance = factor * factor * variance + transition.sigma() * transition.sigma();
    }
    return variance;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / values.length;
  }
}
