package dev.qudiffuse.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.data.IdxImages;
import dev.qudiffuse.data.IdxWriter;
import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.training.AdamW;
import dev.qudiffuse.training.Objective;
import dev.qudiffuse.training.TinyDigits;
import dev.qudiffuse.training.Trainer;
import dev.qudiffuse.training.TrainingSettings;
import dev.qudiffuse.training.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassificationObjectiveTest {

  private static final int BATCH = 10;

  @TempDir private Path folder;
  private LabelledImages images;
  private final EvaluatorNetwork network = new EvaluatorNetwork();

  @BeforeEach
  void writeImages() throws IOException {
    images = TinyDigits.write(folder, 20);
  }

  private Objective objective(long seed) {
    return new ClassificationObjective(network, images, BATCH, seed);
  }

  private Weights weights() {
    Weights weights = network.layout().initialize(Randomness.of(3));
    network.derive(weights);
    return weights;
  }

  /** Loss of one example, whose gradient is added. */
  private static double accumulate(
      Objective.Worker worker, long step, int indexInBatch, float[] gradient) {
    double[] losses = new double[indexInBatch + 1];
    worker.accumulate(step, indexInBatch, 1, gradient, losses);
    return losses[indexInBatch];
  }

  @Test
  void theLossOfAnUntaughtNetworkIsNearThatOfGuessing() {
    Objective.Worker worker = objective(1).newWorker(weights(), 1);
    double sum = 0;
    for (int i = 0; i < BATCH; i++) {
      sum += accumulate(worker, 0, i, new float[network.layout().size()]);
    }
    assertThat(sum / BATCH).isCloseTo(Math.log(10), within(0.5));
  }

  @Test
  void theGradientIsThatOfTheLoss() {
    Weights weights = weights();
    Objective.Worker worker = objective(5).newWorker(weights, 1);
    float[] gradient = new float[network.layout().size()];
    accumulate(worker, 1, 3, gradient);
    double square = 0;
    for (float g : gradient) {
      square += (double) g * g;
    }
    double length = Math.sqrt(square);
    float[] saved = weights.values().clone();
    float[] ignored = new float[gradient.length];
    double difference = 0;
    double step = 1e-2;
    for (int sign = -1; sign <= 1; sign += 2) {
      for (int i = 0; i < saved.length; i++) {
        weights.values()[i] = (float) (saved[i] + sign * step * gradient[i] / length);
      }
      network.derive(weights);
      difference += sign * accumulate(worker, 1, 3, ignored);
    }
    assertThat(difference / (2 * step)).isCloseTo(length, within(1e-2 * length));
  }

  @Test
  void anExampleDependsOnSeedAndPlaceOnly() {
    Weights weights = weights();
    float[] ignored = new float[network.layout().size()];
    Objective.Worker travelled = objective(5).newWorker(weights, 1);
    accumulate(travelled, 7, 2, ignored);
    accumulate(travelled, 0, 0, ignored);
    double here = accumulate(travelled, 4, 6, ignored);
    assertThat(accumulate(objective(5).newWorker(weights, 1), 4, 6, ignored)).isEqualTo(here);
    assertThat(accumulate(objective(6).newWorker(weights, 1), 4, 6, ignored)).isNotEqualTo(here);
    assertThat(accumulate(objective(5).newWorker(weights, 1), 6, 6, ignored)).isNotEqualTo(here);
  }

  @Test
  void learnsTheSameOnAnyNumberOfThreads() {
    TrainingState alone = train(1);
    TrainingState together = train(3);
    assertThat(together.weights().values()).containsExactly(alone.weights().values());
    assertThat(together.average()).containsExactly(alone.average());
    network.derive(alone.weights());
    EvaluatorNetwork.Pass pass = network.newPass(alone.weights());
    assertThat(Readings.of(pass, images, Readings.Progress.NONE).accuracy()).isEqualTo(1);
  }

  private TrainingState train(int threads) {
    var settings = new TrainingSettings(50, 20, 3e-3, 5, 1, 0.9, 1, AdamW.Settings.DEFAULT);
    TrainingState state = TrainingState.initial(network.layout(), Randomness.of(1));
    var objective = new ClassificationObjective(network, images, 20, 1);
    try (var trainer = new Trainer(objective, settings, state, threads)) {
      while (!trainer.finished()) {
        trainer.step();
      }
    }
    return state;
  }

  @Test
  void shiftMovesDownAndRightAndLetsBackgroundIn() {
    float[] in = {1, 2, 3, 4, 5, 6};
    assertThat(shifted(in, 0, 0)).containsExactly(in);
    assertThat(shifted(in, 1, 0)).containsExactly(-1, -1, -1, 1, 2, 3);
    assertThat(shifted(in, 0, 1)).containsExactly(-1, 1, 2, -1, 4, 5);
    assertThat(shifted(in, -1, -2)).containsExactly(6, -1, -1, -1, -1, -1);
    assertThat(shifted(in, 2, 0)).containsOnly(-1);
  }

  private static float[] shifted(float[] in, int down, int right) {
    float[] out = new float[in.length];
    ClassificationObjective.shift(in, 2, 3, down, right, out);
    return out;
  }

  @Test
  void imagesOfAnotherSizeAreRefused() {
    Path imageFile = folder.resolve("images");
    Path labelFile = folder.resolve("labels");
    IdxWriter.writeImages(imageFile, new IdxImages(1, 16, 16, new byte[256]));
    IdxWriter.writeLabels(labelFile, new byte[1]);
    LabelledImages small = LabelledImages.read(imageFile, labelFile);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassificationObjective(network, small, BATCH, 1))
        .withMessage("expected images of 784 pixels, got 256");
  }
}
