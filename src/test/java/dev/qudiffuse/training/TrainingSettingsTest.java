package dev.qudiffuse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.qudiffuse.nn.ParameterGroup;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingSettingsTest {

  /** A model's file holds these, and a run goes on only with settings that say the same. */
  @Test
  void saysEveryNumber() {
    var optimizer =
        new AdamW.Settings(
            0.8,
            0.99,
            1e-6,
            0.02,
            Map.of(ParameterGroup.OBSERVABLE, 2.0, ParameterGroup.CIRCUIT_ANGLE, 3.0));

    assertThat(new TrainingSettings(7, 5, 0.1, 2, 1.5, 0.9, 11, optimizer).describe())
        .containsExactly(
            entry("training.steps", "7"),
            entry("training.batchSize", "5"),
            entry("training.seed", "11"),
            entry("training.learningRate", "0.1"),
            entry("training.warmupSteps", "2"),
            entry("training.gradientClip", "1.5"),
            entry("training.emaDecay", "0.9"),
            entry("training.adamBeta1", "0.8"),
            entry("training.adamBeta2", "0.99"),
            entry("training.adamEpsilon", "1.0E-6"),
            entry("training.weightDecay", "0.02"),
            entry("training.groupRates", "{CIRCUIT_ANGLE=3.0, OBSERVABLE=2.0}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aBatchHoldsAnExample(int batchSize) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(batchSize, 0.1, 1, 0.9))
        .withMessage("batch must hold at least 1 example, got " + batchSize);
    assertThat(settings(1, 0.1, 1, 0.9).batchSize()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aGradientIsClippedToSomething(double gradientClip) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(5, 0.1, gradientClip, 0.9))
        .withMessage("gradient clip must be positive, got " + gradientClip);
  }

  @Test
  void itsPartsAreCheckedWithIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(5, -0.1, 1, 0.9))
        .withMessage("learning rate must be positive and finite, got -0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(5, 0.1, 1, 1))
        .withMessage("decay of the moving average must be in [0, 1), got 1.0");
  }

  private static TrainingSettings settings(
      int batchSize, double learningRate, double gradientClip, double averageDecay) {
    return new TrainingSettings(
        7, batchSize, learningRate, 2, gradientClip, averageDecay, 11, AdamW.Settings.DEFAULT);
  }
}
