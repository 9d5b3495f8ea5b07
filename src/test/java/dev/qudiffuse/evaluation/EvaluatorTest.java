package dev.qudiffuse.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.model.checkpoint.CheckpointException;
import dev.qudiffuse.model.checkpoint.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {

  @TempDir private Path folder;

  @Test
  void theShippedOneReadsRealDigits() {
    LabelledImages digits = RealDigits.read();
    Readings readings = Readings.of(Evaluator.shipped().newPass(), digits, Readings.Progress.NONE);
    assertThat(readings.count()).isEqualTo(200);
    assertThat(readings.accuracy()).isGreaterThanOrEqualTo(0.985);
  }

  @Test
  void theShippedOneSaysHowItCameAbout() {
    Evaluator evaluator = Evaluator.shipped();
    assertThat(evaluator.metadata())
        .containsEntry("architecture", "evaluator")
        .containsEntry("data.images", "60000")
        .containsEntry("test.images", "10000")
        .containsKeys("training.command", "training.seed", "data.sha256", "license");
    assertThat(
            Double.parseDouble(Objects.requireNonNull(evaluator.metadata().get("test.accuracy"))))
        .isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void aFileHoldsTheSameAsTheJar() throws IOException {
    Evaluator fromFile = Evaluator.read(copyOfShipped());
    assertThat(fromFile.sha256()).isEqualTo(Evaluator.shipped().sha256()).hasSize(64);
  }

  private Path copyOfShipped() throws IOException {
    Path file = folder.resolve("evaluator");
    try (InputStream in = Evaluator.class.getResourceAsStream(Evaluator.RESOURCE)) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    return file;
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    Path file = copyOfShipped();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 4));
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Evaluator.read(file))
        .withMessageStartingWith(file + ": expected ");
  }

  @Test
  void anotherNetworkIsRefused() {
    Path file = folder.resolve("other");
    Checkpoint.builder().tensor("weight", new Tensor(List.of(2), new float[] {1, 2})).write(file);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Evaluator.read(file))
        .withMessageContaining("expected the 10 parameters of this network");
  }
}
