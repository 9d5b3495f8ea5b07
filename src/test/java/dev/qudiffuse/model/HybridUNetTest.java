package dev.qudiffuse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.nn.Derivation;
import dev.qudiffuse.nn.Parameter;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.quantum.ansatz.Ansatz;
import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The whole network: its gradients against finite differences, and what may and may not depend on
 * the digit.
 */
class HybridUNetTest {

  private static final UNetConfiguration SMALL =
      new UNetConfiguration(8, 4, 6, 8, 2, 100, 8, 12, 3, 2, 3, new ClusterAnsatz(), 2, 2, 3);

  private final HybridUNet network = new HybridUNet(SMALL);
  private final RandomGenerator random = new Well19937c(17);
  private final Weights weights = perturbed(network, random);

  /** Fresh weights with noise on top, so that nothing is zero and hides a gradient. */
  private static Weights perturbed(HybridUNet network, RandomGenerator random) {
    Weights weights = network.layout().initialize(random);
    for (int i = 0; i < weights.values().length; i++) {
      weights.values()[i] += (float) (0.2 * random.nextGaussian());
    }
    network.derive(weights);
    return weights;
  }

  private float[] noise(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** So they may be done in any order, and at once. */
  @Test
  void noTwoPiecesOfTheDerivationWriteTheSame() {
    float[] together = new float[weights.derived().length];
    boolean[] written = new boolean[together.length];
    for (Derivation piece : network.derivations().reversed()) {
      Weights alone = network.layout().weights(weights.values().clone());
      Arrays.fill(alone.derived(), Float.NaN);
      piece.derive(alone);
      for (int i = 0; i < written.length; i++) {
        if (!Float.isNaN(alone.derived()[i])) {
          assertThat(written[i]).as("element %d is written twice", i).isFalse();
          written[i] = true;
          together[i] = alone.derived()[i];
        }
      }
    }
    assertThat(together).isEqualTo(weights.derived());
  }

  @TestFactory
  Stream<DynamicTest> gradientOfEveryParameterMatchesFiniteDifferences() {
    return gradientTests(network, parameter -> true);
  }

  /** The deepest level with circuits of other gates, and of parameters that many gates share. */
  @TestFactory
  Stream<DynamicNode> gradientsOfOtherAnsatzesMatchFiniteDifferences() {
    return Ansatz.all().stream()
        .filter(ansatz -> !ansatz.equals(SMALL.ansatz()))
        .map(
            ansatz ->
                DynamicContainer.dynamicContainer(
                    ansatz.key(),
                    gradientTests(
                        new HybridUNet(SMALL.withAnsatz(ansatz)),
                        parameter -> parameter.name().startsWith("bottleneck"))));
  }

  private Stream<DynamicTest> gradientTests(HybridUNet tested, Predicate<Parameter> which) {
    Weights start = tested == network ? weights : perturbed(tested, random);
    GradientCheck check =
        new GradientCheck(tested, start, noise(SMALL.pixels()), noise(SMALL.pixels()));
    float[] gradient = check.gradient();
    return tested.layout().parameters().stream()
        .filter(which)
        .map(
            parameter ->
                DynamicTest.dynamicTest(
                    parameter.name(), () -> check.checkDirection(parameter, gradient)));
  }

  /** One image through one network, whose prediction is multiplied by {@code upstream}. */
  private record GradientCheck(
      HybridUNet network, Weights weights, float[] image, float[] upstream) {

    float[] gradient() {
      DenoisingNetwork.TrainingPass pass = network.newTrainingPass(weights, 1);
      float[] gradient = new float[network.layout().size()];
      forward(pass, image, 37, 1);
      pass.backward(upstream.clone(), gradient);
      return gradient;
    }

    /** The derivative along the normalised gradient of one parameter is that gradient's length. */
    void checkDirection(Parameter parameter, float[] gradient) {
      double square = 0;
      for (int i = 0; i < parameter.size(); i++) {
        double g = gradient[parameter.offset() + i];
        square += g * g;
      }
      double length = Math.sqrt(square);
      assertThat(length).as("the gradient of %s", parameter.name()).isGreaterThan(1e-5);
      double step = Math.min(1e-2, 0.1 / length);
      float[] saved = weights.values().clone();
      DenoisingNetwork.TrainingPass pass = network.newTrainingPass(weights, 1);
      double difference = 0;
      for (int sign = -1; sign <= 1; sign += 2) {
        for (int i = 0; i < parameter.size(); i++) {
          int j = parameter.offset() + i;
          weights.values()[j] = (float) (saved[j] + sign * step * gradient[j] / length);
        }
        network.derive(weights);
        float[] prediction = forward(pass, image, 37, 1);
        for (int i = 0; i < prediction.length; i++) {
          difference += sign * (double) prediction[i] * upstream[i];
        }
      }
      System.arraycopy(saved, 0, weights.values(), 0, saved.length);
      network.derive(weights);
      assertThat(difference / (2 * step)).isCloseTo(length, within(0.01 * length + 1e-3));
    }
  }

  @Test
  void backwardAddsToTheGradient() {
    float[] image = noise(SMALL.pixels());
    float[] upstream = noise(SMALL.pixels());
    DenoisingNetwork.TrainingPass pass = network.newTrainingPass(weights, 1);
    float[] once = new float[network.layout().size()];
    forward(pass, image, 5, 0);
    pass.backward(upstream.clone(), once);
    float[] twice = once.clone();
    forward(pass, image, 5, 0);
    pass.backward(upstream.clone(), twice);
    for (int i = 0; i < once.length; i++) {
      assertThat(twice[i]).isCloseTo(2 * once[i], within(1e-5f + 1e-5f * Math.abs(once[i])));
    }
  }

  private static float[] forward(
      DenoisingNetwork.TrainingPass pass, float[] image, int timestep, int condition) {
    return pass.forward(1, image, new int[] {timestep}, new int[] {condition});
  }

  /** Images share the reading of the weights and nothing else. */
  @Test
  void imagesAtOnceAreAsTheyAreAloneAndTheirGradientsAddUp() {
    int images = 3;
    float[] noisy = noise(images * SMALL.pixels());
    float[] upstream = noise(images * SMALL.pixels());
    int[] timesteps = {5, 99, 40};
    int[] conditions = {2, 0, SMALL.nullCondition()};
    DenoisingNetwork.TrainingPass together = network.newTrainingPass(weights, images + 1);
    float[] predictions = together.forward(images, noisy, timesteps, conditions).clone();
    float[] gradient = new float[network.layout().size()];
    together.backward(upstream, gradient);

    DenoisingNetwork.TrainingPass alone = network.newTrainingPass(weights, 1);
    double[] sum = new double[gradient.length];
    for (int m = 0; m < images; m++) {
      int from = m * SMALL.pixels();
      float[] image = Arrays.copyOfRange(noisy, from, from + SMALL.pixels());
      float[] prediction = forward(alone, image, timesteps[m], conditions[m]);
      assertThat(Arrays.copyOfRange(predictions, from, from + SMALL.pixels()))
          .isEqualTo(Arrays.copyOf(prediction, SMALL.pixels()));
      float[] own = new float[gradient.length];
      alone.backward(Arrays.copyOfRange(upstream, from, from + SMALL.pixels()), own);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += own[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      assertThat((double) gradient[i]).isCloseTo(sum[i], within(2e-4 * (1 + Math.abs(sum[i]))));
    }
  }

  @Test
  void guidedPredictionCombinesThoseOfTheConditionAndOfNone() {
    float[] image = noise(SMALL.pixels());
    Denoiser denoiser = network.newDenoiser(weights, CircuitTimer.NONE);
    float[] conditional = predict(denoiser, image, 50, Guidance.unguided(2));
    float[] unconditional = predict(denoiser, image, 50, Guidance.unguided(SMALL.nullCondition()));
    float[] guided = predict(denoiser, image, 50, new Guidance(2, 2.5f));
    float[] expected = new float[guided.length];
    Guidance.combine(unconditional, conditional, 2.5f, expected);
    assertThat(guided).isEqualTo(expected);
    assertThat(conditional).isNotEqualTo(unconditional);
  }

  @Test
  void trainingAndDrawingPredictTheSame() {
    float[] image = noise(SMALL.pixels());
    float[] drawn =
        predict(network.newDenoiser(weights, CircuitTimer.NONE), image, 9, Guidance.unguided(1));
    assertThat(forward(network.newTrainingPass(weights, 1), image, 9, 1)).isEqualTo(drawn);
  }

  /**
   * With equal rows in the table of angles every digit gives the same prediction: it enters nowhere
   * else.
   */
  @Test
  void digitEntersOnlyThroughTheAnglesOfTheCircuit() {
    Parameter table =
        network.layout().parameters().stream()
            .filter(parameter -> parameter.name().equals("bottleneck.angles.table"))
            .findFirst()
            .orElseThrow();
    int angles = table.shape().get(1);
    for (int condition = 1; condition <= SMALL.nullCondition(); condition++) {
      System.arraycopy(
          weights.values(),
          table.offset(),
          weights.values(),
          table.offset() + condition * angles,
          angles);
    }
    float[] image = noise(SMALL.pixels());
    Denoiser denoiser = network.newDenoiser(weights, CircuitTimer.NONE);
    float[] first = predict(denoiser, image, 80, Guidance.unguided(0));
    for (int condition = 1; condition <= SMALL.nullCondition(); condition++) {
      assertThat(predict(denoiser, image, 80, Guidance.unguided(condition))).isEqualTo(first);
    }
  }

  /**
   * With all observables and the Hadamard test's share at zero, the way down below the last skip is
   * cut.
   */
  @Test
  void nothingPassesTheDeepestLevelButThroughTheCircuit() {
    for (Parameter parameter : network.layout().parameters()) {
      if (parameter.name().equals("bottleneck.read.weight")) {
        Arrays.fill(
            weights.values(), parameter.offset(), parameter.offset() + parameter.size(), 0f);
      }
    }
    network.derive(weights);
    float[] image = noise(SMALL.pixels());
    float[] before =
        predict(network.newDenoiser(weights, CircuitTimer.NONE), image, 3, Guidance.unguided(0));
    for (Parameter parameter : network.layout().parameters()) {
      if (parameter.name().startsWith("down.deep") || parameter.name().startsWith("down.to-deep")) {
        for (int i = 0; i < parameter.size(); i++) {
          weights.values()[parameter.offset() + i] *= 1.5f;
        }
      }
    }
    network.derive(weights);
    float[] after =
        predict(network.newDenoiser(weights, CircuitTimer.NONE), image, 3, Guidance.unguided(0));
    assertThat(after).isEqualTo(before);
  }

  @Test
  void theStandardNetworkIsNearAMillionParameters() {
    HybridUNet standard = new HybridUNet(UNetConfiguration.standard());
    assertThat(standard.layout().size()).isBetween(700_000, 1_100_000);
    assertThat(standard.bottleneck().circuit().qubits()).isEqualTo(8);
  }

  private static float[] predict(
      Denoiser denoiser, float[] image, int timestep, Guidance guidance) {
    float[] prediction = new float[image.length];
    denoiser.predict(image, timestep, guidance, prediction);
    return prediction;
  }
}
