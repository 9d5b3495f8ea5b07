package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.generation.ModelCatalogue;
import dev.qudiffuse.generation.TrainedModel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.info.Info;

class ModelInfoTest {

  @TempDir private Path folder;

  @Test
  void callsTheModelWhatTheCatalogueCallsIt() {
    var model = TrainedModel.read(TinyModel.write(folder.resolve("mine.safetensors")));
    var info = new Info.Builder();

    new ModelInfo(ModelCatalogue.of(ModelCatalogue.CUSTOM, model)).contribute(info);

    assertThat(info.build().getDetails())
        .containsExactly(
            Map.entry(
                "model",
                Map.of("id", "custom", "source", model.source(), "sha256", model.sha256())));
  }
}
