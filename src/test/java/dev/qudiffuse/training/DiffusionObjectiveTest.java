package dev.qudiffuse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.diffusion.NoiseSchedule;
import dev.qudiffuse.diffusion.PredictionType;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.model.DenoisingNetwork;
import dev.qudiffuse.nn.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffusionObjectiveTest {

  private static final int SIZE = 28 * 28;

  @TempDir private Path folder;
  private LabelledImages images;
  private final AffineDenoiser network = new AffineDenoiser(SIZE);
  private final NoiseSchedule schedule = NoiseSchedule.cosine(1000);

  @BeforeEach
  void writeImages() throws IOException {
    images = TinyDigits.write(folder, 20);
  }

  private DiffusionObjective objective(DenoisingNetwork denoiser, long seed) {
    return new DiffusionObjective(denoiser, images, schedule, PredictionType.V_PREDICTION, 8, seed);
  }

  /** Loss of one example, whose gradient is added. */
  private static double accumulate(
      Objective.Worker worker, long step, int indexInBatch, float[] gradient) {
    double[] losses = new double[indexInBatch + 1];
    worker.accumulate(step, indexInBatch, 1, gradient, losses);
    return losses[indexInBatch];
  }

  @Test
  void theGradientIsThatOfTheLoss() {
    Weights weights = network.layout().initialize(Randomness.of(3));
    Objective.Worker worker = objective(network, 5).newWorker(weights, 1);
    float[] gradient = new float[network.layout().size()];
    accumulate(worker, 2, 3, gradient);
    float[] ignored = new float[gradient.length];
    int checked = 0;
    for (int p = 0; p < gradient.length; p += p < 10 ? 1 : 37) {
      float before = weights.values()[p];
      weights.values()[p] = before + 0.01f;
      double above = accumulate(worker, 2, 3, ignored);
      weights.values()[p] = before - 0.01f;
      double below = accumulate(worker, 2, 3, ignored);
      weights.values()[p] = before;
      assertThat((double) gradient[p]).isEqualTo((above - below) / 0.02, within(1e-5));
      checked += gradient[p] != 0 ? 1 : 0;
    }
    assertThat(checked).isGreaterThan(10);
  }

  @Test
  void anExampleDependsOnItsPlaceOnly() {
    Weights weights = network.layout().initialize(Randomness.of(3));
    float[] first = new float[network.layout().size()];
    double loss = accumulate(objective(network, 5).newWorker(weights, 1), 7, 2, first);

    Objective.Worker busy = objective(network, 5).newWorker(weights, 1);
    accumulate(busy, 0, 0, new float[first.length]);
    accumulate(busy, 9, 7, new float[first.length]);
    float[] again = new float[first.length];
    assertThat(accumulate(busy, 7, 2, again)).isEqualTo(loss);
    assertThat(again).containsExactly(first);

    assertThat(accumulate(busy, 7, 3, again)).isNotEqualTo(loss);
    assertThat(accumulate(objective(network, 6).newWorker(weights, 1), 7, 2, again))
        .isNotEqualTo(loss);
  }

  /** The worker has been at a larger group before, whose rest must not count. */
  @Test
  void severalExamplesAtOnceAreTheExamplesOneByOne() {
    Weights weights = network.layout().initialize(Randomness.of(3));
    float[] oneByOne = new float[network.layout().size()];
    double[] expected = new double[8];
    Objective.Worker single = objective(network, 5).newWorker(weights, 1);
    for (int i = 2; i < 5; i++) {
      expected[i] = accumulate(single, 7, i, oneByOne);
    }

    Objective.Worker worker = objective(network, 5).newWorker(weights, 4);
    worker.accumulate(6, 0, 4, new float[oneByOne.length], new double[8]);
    float[] together = new float[oneByOne.length];
    double[] losses = new double[8];
    worker.accumulate(7, 2, 3, together, losses);

    assertThat(losses).containsExactly(expected);
    assertThat(together).containsExactly(oneByOne, within(1e-5f));
  }

  @Test
  void aPerfectPredictionHasNoLossAndTheZeroPredictionAboutOne() {
    float[] target = {7, 0.5f, -1};
    float[] same = target.clone();
    assertThat(DiffusionObjective.squaredError(2, 1, target.clone(), same)).isZero();
    assertThat(same).containsExactly(7, 0, 0);
    assertThat(DiffusionObjective.squaredError(2, 1, new float[] {0, 1, 1}, target))
        .isEqualTo((0.25 + 4) / 2);
    assertThat(target).containsExactly(7, 0.5f, 2);
  }

  @Test
  void timestepsAndConditionsAreSpreadAsTheyShould() {
    List<Integer> timesteps = new ArrayList<>();
    int[] conditions = new int[11];
    Objective.Worker worker =
        objective(
                new RecordingDenoiser(
                    network,
                    (timestep, condition) -> {
                      timesteps.add(timestep);
                      conditions[condition]++;
                    }),
                5)
            .newWorker(network.layout().zeros(), 1);
    float[] gradient = new float[network.layout().size()];
    int count = 4000;
    for (int i = 0; i < count; i++) {
      accumulate(worker, i / 8, i % 8, gradient);
    }
    assertThat(timesteps).allMatch(t -> t >= 0 && t < 1000);
    for (int i = 0; i < count; i++) {
      assertThat(timesteps.get(i) / 125).as("each place of a batch has its share").isEqualTo(i % 8);
    }
    assertThat(timesteps.stream().mapToInt(t -> t).average().orElseThrow())
        .isEqualTo(499.5, within(15.0));
    assertThat(conditions[10]).isBetween(330, 470);
    for (int digit = 0; digit < 10; digit++) {
      // A tenth of what keeps its label: 360, of at most 400.
      assertThat(conditions[digit]).isBetween(340, 380);
    }
  }

  /** Where a network keeps what follows from its weights, it must follow every step. */
  @Test
  void theNetworkDerivesWhenAsked() {
    objective(network, 1).derive(network.layout().zeros());
    assertThat(network.derivations).hasValue(1);
  }

  @Test
  void theNetworkLearns() {
    var settings = new TrainingSettings(150, 8, 0.02, 5, 1, 0.9, 1, AdamW.Settings.DEFAULT);
    TrainingState state = TrainingState.initial(network.layout(), Randomness.of(1));
    try (var trainer = new Trainer(objective(network, 1), settings, state, 2)) {
      while (!trainer.finished()) {
        trainer.step();
      }
    }
    assertThat(state.losses().toArray()[0]).isGreaterThan(0.7f);
    assertThat(state.losses().smoothed()).isLessThan(0.5);
  }
}
