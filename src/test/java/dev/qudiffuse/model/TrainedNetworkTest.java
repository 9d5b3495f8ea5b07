package dev.qudiffuse.model;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.model.checkpoint.CheckpointException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedNetworkTest {

  @TempDir private Path folder;

  /** Each size is within its limits, but all of them together are too much. */
  @Test
  void refusesSizesWhoseWeightsNoArrayHolds() {
    Map<String, String> sizes =
        Map.of("imageSize", "1024", "registerChannels", "1024", "qubits", "12");
    Checkpoint checkpoint =
        Checkpoint.read(TinyModel.write(folder.resolve("huge.safetensors"), sizes));

    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> TrainedNetwork.of(checkpoint))
        .withMessageContaining("sizes of a hybrid U-Net whose weights fit an array");
  }
}
