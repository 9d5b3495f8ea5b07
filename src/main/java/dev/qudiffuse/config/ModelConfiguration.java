package dev.qudiffuse.config;

import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.ModelCatalogue;
import dev.qudiffuse.generation.TrainedModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the model, whole or not at all, before the first request can come. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(ModelConfiguration.class);

  @Bean
  CircuitMetrics circuitMetrics(MeterRegistry meters) {
    return new CircuitMetrics(meters);
  }

  @Bean
  GenerativeModel generativeModel(QuDiffuseProperties properties) {
    Path file = properties.model();
    TrainedModel model = file == null ? TrainedModel.shipped() : TrainedModel.read(file);
    LOG.info("Serving {}, SHA-256 {}", model.source(), model.sha256());
    return model;
  }

  @Bean
  ModelCatalogue modelCatalogue(QuDiffuseProperties properties, GenerativeModel model) {
    return ModelCatalogue.of(name(properties), model);
  }

  private static String name(QuDiffuseProperties properties) {
    return properties.model() == null ? ModelCatalogue.SHIPPED : ModelCatalogue.CUSTOM;
  }
}
