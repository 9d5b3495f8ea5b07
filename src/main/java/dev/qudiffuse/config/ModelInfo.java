package dev.qudiffuse.config;

import dev.qudiffuse.generation.ModelCatalogue;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Says at {@code /actuator/info} which model is served; the build says the rest of itself. */
@Component
final class ModelInfo implements InfoContributor {

  private final ModelCatalogue models;

  ModelInfo(ModelCatalogue models) {
    this.models = models;
  }

  @Override
  public void contribute(Info.Builder builder) {
    String id = models.first();
    models
        .trained(id)
        .ifPresent(
            model ->
                builder.withDetail(
                    "model", Map.of("id", id, "source", model.source(), "sha256", model.sha256())));
  }
}
