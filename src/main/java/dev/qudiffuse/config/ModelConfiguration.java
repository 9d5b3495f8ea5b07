package dev.qudiffuse.config;

import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.ModelCatalogue;
import dev.qudiffuse.generation.TrainedModel;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The model, which is there before the first request can come. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(ModelConfiguration.class);

  @Bean
  CircuitMetrics circuitMetrics(MeterRegistry meters) {
    return new CircuitMetrics(meters);
  }

  /** The one that has begun already, unless settings have come since that change it. */
  @Bean
  ModelStart modelStart(QuDiffuseProperties properties, ObjectProvider<EarlyStart.Begun> early) {
    EarlyStart.Begun begun = early.getIfAvailable();
    if (begun != null && begun.start().isFor(properties)) {
      return begun.start();
    }
    if (begun != null) {
      begun.start().close();
    }
    return ModelStart.begin(properties, ModelStart::readShipped);
  }

  @Bean
  GenerativeModel generativeModel(ModelStart start) {
    TrainedModel model = start.model();
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
