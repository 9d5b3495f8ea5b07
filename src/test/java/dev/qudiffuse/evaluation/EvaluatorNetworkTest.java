package dev.qudiffuse.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.nn.Parameter;
import dev.qudiffuse.nn.Weights;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EvaluatorNetworkTest {

  private final EvaluatorNetwork network = new EvaluatorNetwork();
  private final RandomGenerator random = Randomness.of(23);
  private final Weights weights = perturbed();
  private final float[] image = noise(network.pixels());
  private final float[] upstream = noise(EvaluatorNetwork.CLASSES);

  /** Fresh weights with noise on top, so that no bias is zero and hides a gradient. */
  private Weights perturbed() {
    Weights fresh = network.layout().initialize(random);
    for (int i = 0; i < fresh.values().length; i++) {
      fresh.values()[i] += (float) (0.02 * random.nextGaussian());
    }
    network.derive(fresh);
    return fresh;
  }

  private float[] noise(int count) {
    float[] values = new float[count];
    Randomness.fillNormal(random, values);
    return values;
  }

  private float[] gradient() {
    EvaluatorNetwork.TrainingPass pass = network.newTrainingPass(weights);
    float[] gradient = new float[network.layout().size()];
    pass.forward(image);
    pass.backward(upstream, gradient);
    return gradient;
  }

  @TestFactory
  Stream<DynamicTest> gradientOfEveryParameterMatchesFiniteDifferences() {
    float[] gradient = gradient();
    return network.layout().parameters().stream()
        .map(
            parameter ->
                DynamicTest.dynamicTest(
                    parameter.name(), () -> checkDirection(parameter, gradient)));
  }

  /** The derivative along the normalised gradient of one parameter is that gradient's length. */
  private void checkDirection(Parameter parameter, float[] gradient) {
    double square = 0;
    for (int i = 0; i < parameter.size(); i++) {
      double g = gradient[parameter.offset() + i];
      square += g * g;
    }
    double length = Math.sqrt(square);
    assertThat(length).as("length of the gradient").isGreaterThan(1e-3);
    double step = 1e-2;
    float[] saved = weights.values().clone();
    double difference = 0;
    for (int sign = -1; sign <= 1; sign += 2) {
      for (int i = 0; i < parameter.size(); i++) {
        int j = parameter.offset() + i;
        weights.values()[j] = (float) (saved[j] + sign * step * gradient[j] / length);
      }
      network.derive(weights);
      float[] logits = network.newPass(weights).forward(image);
      for (int k = 0; k < logits.length; k++) {
        difference += sign * (double) logits[k] * upstream[k];
      }
    }
    System.arraycopy(saved, 0, weights.values(), 0, saved.length);
    network.derive(weights);
    assertThat(difference / (2 * step)).isCloseTo(length, within(2e-3 * length));
  }

  /**
   * The direction above could be right and single elements wrong; these are looked at one by one.
   */
  @Test
  void singleElementsOfTheGradientMatchFiniteDifferences() {
    float[] gradient = gradient();
    int checked = 0;
    for (int j = 0; j < gradient.length; j += 997) {
      float before = weights.values()[j];
      double above = outputWith(j, before + 0.02f);
      double below = outputWith(j, before - 0.02f);
      weights.values()[j] = before;
      assertThat((above - below) / 0.04)
          .as("element %d", j)
          .isCloseTo(gradient[j], within(1e-3 + 1e-2 * Math.abs(gradient[j])));
      checked++;
    }
    assertThat(checked).isGreaterThan(100);
  }

  private double outputWith(int element, float value) {
    weights.values()[element] = value;
    network.derive(weights);
    float[] logits = network.newPass(weights).forward(image);
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      sum += (double) logits[k] * upstream[k];
    }
    return sum;
  }

  @Test
  void backwardAddsToTheGradient() {
    EvaluatorNetwork.TrainingPass pass = network.newTrainingPass(weights);
    float[] once = gradient();
    float[] twice = once.clone();
    pass.forward(image);
    pass.backward(upstream, twice);
    for (int i = 0; i < once.length; i++) {
      assertThat(twice[i]).isCloseTo(2 * once[i], within(1e-4f + 1e-4f * Math.abs(once[i])));
    }
  }

  @Test
  void anImageIsReadAlikeAfterAnyOther() {
    EvaluatorNetwork.Pass pass = network.newPass(weights);
    float[] logits = pass.forward(image).clone();
    float[] features = pass.features().clone();
    pass.forward(noise(image.length));
    assertThat(pass.features()).isNotEqualTo(features);
    assertThat(pass.forward(image)).containsExactly(logits);
    assertThat(pass.features()).containsExactly(features);
    assertThat(network.newTrainingPass(weights).forward(image)).containsExactly(logits);
  }

  @Test
  void isSmall() {
    assertThat(network.layout().size()).isEqualTo(118_394);
    assertThat(network.multiplyAdds()).isEqualTo(1_336_832);
  }
}
