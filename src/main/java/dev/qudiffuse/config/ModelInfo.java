package dev.qudiffuse.config;

import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.TrainedModel;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Says at {@code /actuator/info} which model is served; the build says the rest of itself. */
@Component
final class ModelInfo implements InfoContributor {

  private final GenerativeModel model;

  ModelInfo(GenerativeModel model) {
    this.model = model;
  }

  @Override
  public void contribute(Info.Builder builder) {
    if (model instanceof TrainedModel trained) {
      builder.withDetail(
          "model", Map.of("id", "default", "source", trained.source(), "sha256", trained.sha256()));
    }
  }
}
