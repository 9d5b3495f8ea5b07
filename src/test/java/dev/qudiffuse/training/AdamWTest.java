package dev.qudiffuse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.Golden;
import dev.qudiffuse.nn.Initializer;
import dev.qudiffuse.nn.ParameterGroup;
import dev.qudiffuse.nn.ParameterLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AdamWTest {

  private static ParameterLayout sixWeights() {
    var builder = new ParameterLayout.Builder();
    builder.add("weights", List.of(6), ParameterGroup.WEIGHT, Initializer.zeros());
    return builder.build();
  }

  @Test
  void agreesWithTheReferenceAfterEveryUpdate() {
    JsonNode golden = Golden.read("nn.json").get("adamw");
    var settings =
        new AdamW.Settings(
            golden.get("betas").get(0).asDouble(),
            golden.get("betas").get(1).asDouble(),
            golden.get("eps").asDouble(),
            golden.get("weight_decay").asDouble(),
            Map.of());
    var optimizer = new AdamW(sixWeights(), settings);
    float[] values = Golden.tensor(golden.get("parameters").get(0)).floats();
    float[] mean = new float[6];
    float[] variance = new float[6];

    int updates = golden.get("gradients").size();
    assertThat(updates).isEqualTo(4);
    for (int t = 1; t <= updates; t++) {
      float[] gradient = Golden.tensor(golden.get("gradients").get(t - 1)).floats();
      optimizer.update(values, mean, variance, gradient, 1f, golden.get("lr").asDouble(), t, 0, 6);
      assertThat(values)
          .containsExactly(Golden.tensor(golden.get("parameters").get(t)).floats(), within(2e-7f));
    }
  }

  @Test
  void theFirstUpdateIsTheLearningRateWhateverTheGradient() {
    var settings = new AdamW.Settings(0.9, 0.999, 1e-12, 0, Map.of());
    var optimizer = new AdamW(sixWeights(), settings);
    float[] values = new float[6];
    float[] gradient = {1e-3f, -1e-3f, 1f, -1f, 1e3f, -1e3f};
    optimizer.update(values, new float[6], new float[6], gradient, 1f, 0.01, 1, 0, 6);
    assertThat(values)
        .containsExactly(new float[] {-.01f, .01f, -.01f, .01f, -.01f, .01f}, within(1e-7f));
  }

  /** Without memory an update is {@code rate g / (|g| + epsilon)}. */
  @Test
  void epsilonIsAddedToTheRoot() {
    var optimizer = new AdamW(sixWeights(), new AdamW.Settings(0, 0, 1, 0, Map.of()));
    float[] values = new float[6];
    float[] gradient = {0, 0.25f, -0.25f, 1, -3, 7};
    optimizer.update(values, new float[6], new float[6], gradient, 1f, 0.1, 1, 0, 6);
    assertThat(values)
        .containsExactly(new float[] {0, -.02f, .02f, -.05f, .075f, -.0875f}, within(1e-7f));
  }

  @Test
  void onlyWeightsAndObservablesDecay() {
    var settings = new AdamW.Settings(0.9, 0.999, 1e-8, 0.5, Map.of());
    var optimizer = new AdamW(layoutOfAllGroups(), settings);
    float[] values = {1, 1, 1, 1};
    optimizer.update(values, new float[4], new float[4], new float[4], 1f, 0.1, 1, 0, 4);
    assertThat(values).containsExactly(0.95f, 1f, 1f, 0.95f);
  }

  @Test
  void aGroupLearnsAtItsOwnRate() {
    var settings =
        new AdamW.Settings(
            0.9,
            0.999,
            1e-12,
            0,
            Map.of(ParameterGroup.CIRCUIT_ANGLE, 3.0, ParameterGroup.OBSERVABLE, 0.5));
    var optimizer = new AdamW(layoutOfAllGroups(), settings);
    float[] values = new float[4];
    optimizer.update(
        values, new float[4], new float[4], new float[] {1, 1, 1, 1}, 1f, 0.1, 1, 0, 4);
    assertThat(values).containsExactly(new float[] {-.1f, -.1f, -.3f, -.05f}, within(1e-6f));
  }

  /** Not even its decay moves it. */
  @Test
  void aGroupOfRateZeroStaysAsItIs() {
    var settings =
        new AdamW.Settings(0.9, 0.999, 1e-12, 0.5, Map.of(ParameterGroup.OBSERVABLE, 0.0));
    var optimizer = new AdamW(layoutOfAllGroups(), settings);
    float[] values = {1, 1, 1, 1};
    optimizer.update(
        values, new float[4], new float[4], new float[] {1, 1, 1, 1}, 1f, 0.1, 1, 0, 4);
    assertThat(values).containsExactly(new float[] {.85f, .9f, .9f, 1f}, within(1e-6f));
  }

  @Test
  void aRateOfOneIsNoRateOfItsOwn() {
    assertThat(AdamW.Settings.DEFAULT.withGroupRates(Map.of(ParameterGroup.OBSERVABLE, 1.0)))
        .isEqualTo(AdamW.Settings.DEFAULT);
  }

  @Test
  void updatesOnlyTheGivenRangeAndPiecesEqualTheWhole() {
    var optimizer = new AdamW(layoutOfAllGroups(), AdamW.Settings.DEFAULT);
    float[] gradient = {1, -2, 3, -4};
    float[] whole = {1, 2, 3, 4};
    float[] pieces = whole.clone();
    optimizer.update(whole, new float[4], new float[4], gradient, 0.5f, 0.1, 1, 0, 4);
    float[] mean = new float[4];
    float[] variance = new float[4];
    optimizer.update(pieces, mean, variance, gradient, 0.5f, 0.1, 1, 0, 1);
    assertThat(pieces).endsWith(2, 3, 4).doesNotContain(1f);
    optimizer.update(pieces, mean, variance, gradient, 0.5f, 0.1, 1, 1, 4);
    assertThat(pieces).containsExactly(whole);
  }

  @Test
  void rejectsSettingsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamW.Settings(1, 0.999, 1e-8, 0, Map.of()))
        .withMessage("beta1 must be in [0, 1), got 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamW.Settings(0.9, -0.1, 1e-8, 0, Map.of()))
        .withMessage("beta2 must be in [0, 1), got -0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamW.Settings(0.9, 0.999, 0, 0, Map.of()))
        .withMessage("epsilon must be positive, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamW.Settings(0.9, 0.999, 1e-8, -1, Map.of()))
        .withMessage("weight decay must be at least 0, got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> AdamW.Settings.DEFAULT.withGroupRates(Map.of(ParameterGroup.OBSERVABLE, -1.0)))
        .withMessage("learning rate factor of OBSERVABLE must be finite and at least 0, got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AdamW.Settings.DEFAULT.withGroupRates(
                    Map.of(ParameterGroup.WEIGHT, Double.POSITIVE_INFINITY)))
        .withMessage("learning rate factor of WEIGHT must be finite and at least 0, got Infinity");
  }

  /** One parameter of one element per group, in the order of the groups. */
  private static ParameterLayout layoutOfAllGroups() {
    var builder = new ParameterLayout.Builder();
    for (ParameterGroup group : ParameterGroup.values()) {
      builder.add(group.name(), List.of(1), group, Initializer.zeros());
    }
    return builder.build();
  }
}
