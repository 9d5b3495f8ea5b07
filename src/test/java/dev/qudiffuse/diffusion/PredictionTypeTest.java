package dev.qudiffuse.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictionTypeTest {

  private static final int SIZE = 33;

  private final NoiseSchedule schedule = NoiseSchedule.cosine(100);
  private final ForwardProcess process = new ForwardProcess(schedule);
  private final float[] original = new float[SIZE];
  private final float[] noise = new float[SIZE];
  private final float[] noisy = new float[SIZE];
  private final float[] target = new float[SIZE];
  private final float[] out = new float[SIZE];

  PredictionTypeTest() {
    RandomGenerator random = Randomness.of(5);
    Randomness.fillNormal(random, original);
    Randomness.fillNormal(random, noise);
  }

  @ParameterizedTest
  @EnumSource
  void aPerfectPredictionGivesBackOriginalAndNoise(PredictionType type) {
    for (int t : new int[] {0, 1, 20, 50, 80, 95}) {
      double alphaCumprod = schedule.alphasCumprod(t);
      // dividing by sqrt(ab) or sqrt(1 - ab) magnifies the float rounding of what it divides
      double tolerance = 2e-6 / Math.sqrt(Math.min(alphaCumprod, 1 - alphaCumprod));
      process.addNoise(original, noise, t, noisy);
      process.target(type, original, noise, t, target);

      type.predictedOriginal(noisy, target, alphaCumprod, out);
      assertThat(out).containsExactly(original, within((float) tolerance));

      type.predictedNoise(noisy, target, alphaCumprod, out);
      assertThat(out).containsExactly(noise, within((float) tolerance));
    }
  }

  @Test
  void targetsAreWhatTheirNamesSay() {
    double alphaCumprod = 0.36;
    float[] x0 = {1, -0.5f};
    float[] eps = {2, 0.25f};
    float[] result = new float[2];

    PredictionType.EPSILON.target(x0, eps, alphaCumprod, result);
    assertThat(result).containsExactly(2, 0.25f);
    PredictionType.SAMPLE.target(x0, eps, alphaCumprod, result);
    assertThat(result).containsExactly(1, -0.5f);
    PredictionType.V_PREDICTION.target(x0, eps, alphaCumprod, result);
    assertThat(result).containsExactly(new float[] {0.6f * 2 - 0.8f, 0.15f + 0.4f}, within(1e-6f));
  }

  @Test
  void addNoiseWeighsSignalAndNoise() {
    double alphaCumprod = schedule.alphasCumprod(30);
    process.addNoise(original, noise, 30, noisy);

    for (int i = 0; i < SIZE; i++) {
      double expected =
          Math.sqrt(alphaCumprod) * original[i] + Math.sqrt(1 - alphaCumprod) * noise[i];
      assertThat(noisy[i]).isCloseTo((float) expected, within(1e-6f));
    }
  }

  @Test
  void worksInPlace() {
    process.addNoise(original, noise, 30, noisy);
    process.target(PredictionType.V_PREDICTION, original, noise, 30, target);
    float[] noisyInPlace = original.clone();
    float[] velocityInPlace = noise.clone();

    process.addNoise(noisyInPlace, noise, 30, noisyInPlace);
    process.target(PredictionType.V_PREDICTION, original, velocityInPlace, 30, velocityInPlace);

    assertThat(noisyInPlace).containsExactly(noisy);
    assertThat(velocityInPlace).containsExactly(target);
  }

  @Test
  void rejectsImagesOfDifferentSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> process.addNoise(original, new float[SIZE - 1], 0, noisy))
        .withMessage("expected three images of one size, got 33, 32 and 33 values");
  }
}
