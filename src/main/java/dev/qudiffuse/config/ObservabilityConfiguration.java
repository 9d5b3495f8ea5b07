package dev.qudiffuse.config;

import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.TrainedModel;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What lets others see whether the service is well, and what it is doing. */
@Configuration(proxyBeanMethods = false)
class ObservabilityConfiguration {

  @Bean
  WarmUp warmUp(GenerativeModel model, QuDiffuseProperties properties) {
    return model instanceof TrainedModel trained
        ? WarmUp.begin(trained, properties.effectiveThreads(), properties.warmUp(), SelfTest::run)
        : WarmUp.NONE; // not read from a file, so neither damaged nor slow
  }

  /** With no tracer as long as tracing is off. */
  @Bean
  GenerationSpans generationSpans(ObjectProvider<Tracer> tracer) {
    return new GenerationSpans(tracer.getIfAvailable(), Clock.systemUTC());
  }
}
