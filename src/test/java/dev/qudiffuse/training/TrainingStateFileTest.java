package dev.qudiffuse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.model.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingStateFileTest {

  @TempDir private Path folder;
  private final QuadraticObjective objective = new QuadraticObjective();
  private final TrainingSettings settings =
      new TrainingSettings(7, 5, 0.1, 2, 1, 0.9, 7, AdamW.Settings.DEFAULT);

  private TrainingStateFile file(TrainingSettings of) {
    return new TrainingStateFile(
        folder.resolve("state.safetensors"), objective.layout(), of.describe());
  }

  private TrainingState initial() {
    return TrainingState.initial(objective.layout(), Randomness.of(settings.seed()));
  }

  private void train(TrainingState state, int steps, int threads) {
    try (var trainer = new Trainer(objective, settings, state, threads)) {
      for (int i = 0; i < steps; i++) {
        trainer.step();
      }
    }
  }

  @Test
  void aResumedRunGoesOnAsIfItHadNeverStopped() throws IOException {
    TrainingState straight = initial();
    train(straight, 7, 1);

    TrainingState first = initial();
    first.continueWith("train");
    train(first, 3, 2);
    file(settings).write(first);
    TrainingState resumed = file(settings).read();
    assertThat(resumed.step()).isEqualTo(3);
    assertThat(resumed.trained()).isEqualTo(first.trained());
    assertThat(resumed.commands()).containsExactly("train");
    train(resumed, 4, 1);

    assertThat(resumed.step()).isEqualTo(7);
    assertThat(resumed.weights().values()).containsExactly(straight.weights().values());
    assertThat(resumed.mean()).containsExactly(straight.mean());
    assertThat(resumed.variance()).containsExactly(straight.variance());
    assertThat(resumed.average()).containsExactly(straight.average());
    assertThat(resumed.losses().toArray()).containsExactly(straight.losses().toArray());
    assertThat(resumed.losses().smoothed()).isEqualTo(straight.losses().smoothed());
  }

  @Test
  void theStateBeforeIsKeptAndTakesOverIfNeedBe() throws IOException {
    TrainingState state = initial();
    file(settings).write(state);
    train(state, 1, 1);
    file(settings).write(state);
    assertThat(folder).isDirectoryContaining(path -> path.endsWith("state.safetensors.bak"));
    assertThat(file(settings).read().step()).isEqualTo(1);
    assertThat(Files.list(folder)).hasSize(2);

    Files.delete(folder.resolve("state.safetensors"));
    assertThat(file(settings).read().step()).isZero();
  }

  @Test
  void theStateOfADifferentRunIsRefused() throws IOException {
    file(settings).write(initial());
    var other = new TrainingSettings(7, 5, 0.2, 2, 1, 0.9, 8, AdamW.Settings.DEFAULT);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> file(other).read())
        .withMessageContaining("state.safetensors")
        .withMessageContaining("training.seed")
        .withMessageContaining("training.learningRate")
        .withMessageNotContaining("training.batchSize");
  }

  @Test
  void aFactThatTheFileLacksIsADifference() throws IOException {
    file(settings).write(initial());
    SequencedMap<String, String> more = new LinkedHashMap<>(settings.describe());
    more.put("data.sha256", "abc");
    var wanting =
        new TrainingStateFile(folder.resolve("state.safetensors"), objective.layout(), more);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(wanting::read)
        .withMessageContaining("data.sha256");
  }

  @Test
  void aTruncatedStateIsRefused() throws IOException {
    file(settings).write(initial());
    Path path = folder.resolve("state.safetensors");
    byte[] bytes = Files.readAllBytes(path);
    for (int length : List.of(0, 7, 100, bytes.length - 1)) {
      Files.write(path, java.util.Arrays.copyOf(bytes, length));
      assertThatExceptionOfType(CheckpointException.class)
          .isThrownBy(() -> file(settings).read())
          .withMessageContaining("state.safetensors");
    }
  }
}
