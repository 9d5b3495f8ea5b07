package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.qudiffuse.TinyModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogueTest {

  @TempDir private Path folder;

  @Test
  void theFirstModelDrawsWhereNoneIsNamed() {
    SequencedMap<String, GenerativeModel> models = new LinkedHashMap<>();
    models.put("b", new FakeModel());
    models.put("a", new FakeModel());
    var catalogue = new ModelCatalogue(models);
    models.clear();

    assertThat(catalogue.first()).isEqualTo("b");
    assertThat(catalogue.models()).containsOnlyKeys("b", "a");
  }

  @Test
  void anUnknownNameIsRefusedAndTheKnownOnesAreNamed() {
    var model = new FakeModel();
    var catalogue = ModelCatalogue.of("default", model);

    assertThat(catalogue.require("default")).isSameAs(model);
    assertThatThrownBy(() -> catalogue.require("other"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("model: expected default, got other");
  }

  @Test
  void onlyModelsFromFilesAreTrained() {
    TrainedModel tiny = TrainedModel.read(TinyModel.write(folder.resolve("tiny")));
    SequencedMap<String, GenerativeModel> models = new LinkedHashMap<>();
    models.put("fake", new FakeModel());
    models.put("tiny", tiny);
    var catalogue = new ModelCatalogue(models);

    assertThat(catalogue.trained()).containsOnlyKeys("tiny");
    assertThat(catalogue.trained("tiny")).containsSame(tiny);
    assertThat(catalogue.trained("fake")).isEmpty();
    assertThat(catalogue.trained("other")).isEmpty();
  }

  @Test
  void noModelAtAllIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelCatalogue(new LinkedHashMap<>()))
        .withMessage("expected at least one model, got none");
  }
}
