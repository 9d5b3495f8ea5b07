package dev.qudiffuse.config;

import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.GenerativeModel;
import io.micrometer.core.instrument.Gauge;
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
      GenerativeModel model, QuDiffuseProperties properties, MeterRegistry meters) {
    var queue =
        new GenerationQueue(
            model,
            properties.effectiveThreads(),
            properties.queueCapacity(),
            properties.deadline(),
            new CircuitMetrics(meters, GenerateCommand.MAX_STEPS));
    Gauge.builder("qudiffuse.queue.waiting", queue, GenerationQueue::waiting)
        .description("Drawings that wait for a thread")
        .register(meters);
    Gauge.builder("qudiffuse.queue.capacity", queue, GenerationQueue::capacity)
        .description("Drawings that may wait before callers are turned away")
        .register(meters);
    return queue;
  }
}
