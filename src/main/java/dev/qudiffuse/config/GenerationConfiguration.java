package dev.qudiffuse.config;

import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.ModelCatalogue;
import dev.qudiffuse.generation.ModelTimers;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Puts the model behind the queue. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuDiffuseProperties.class)
class GenerationConfiguration {

  /** Before anything is made of the settings. */
  @Bean
  static BeanFactoryPostProcessor unknownSettings(ConfigurableEnvironment environment) {
    return beans -> UnknownSettings.refuse(environment);
  }

  @Bean
  GenerationDefaults generationDefaults(QuDiffuseProperties properties) {
    return properties.generationDefaults();
  }

  @Bean
  GenerationQueue generationQueue(
      ModelCatalogue models,
      QuDiffuseProperties properties,
      ModelTimers timers,
      GenerationSpans spans,
      MeterRegistry meters) {
    String model = models.first();
    var queue =
        new GenerationQueue(
            models.require(model),
            properties.limits(),
            new GenerationMetrics(meters, model, timers.step(model), spans),
            timers.circuit(model));
    GenerationMetrics.watch(queue, meters);
    return queue;
  }
}
