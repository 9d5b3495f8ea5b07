package dev.qudiffuse.config;

import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.ModelCatalogue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What lets others see whether the service is well, and what it is doing. */
@Configuration(proxyBeanMethods = false)
class ObservabilityConfiguration {

  @Bean
  WarmUp warmUp(GenerativeModel model, ModelStart start) {
    return model == start.model()
        ? start.warmUp()
        : WarmUp.NONE; // not read from a file, so neither damaged nor slow
  }

  /** So that an alert can tell a service that will not draw from one that nobody asks. */
  @Bean
  MeterBinder modelReadiness(
      ModelCatalogue models, GenerativeModel model, GenerationQueue queue, WarmUp warmUp) {
    return meters ->
        Gauge.builder(
                "qudiffuse.model.ready", () -> queue.isOpen() && warmUp.isPassed() ? 1.0 : 0.0)
            .description(
                "1 once the model has passed its self-test, until the service stops, else 0")
            .tags("model", models.first(), "sha256", model.sha256())
            .register(meters);
  }

  /** With no tracer as long as tracing is off. */
  @Bean
  GenerationSpans generationSpans(ObjectProvider<Tracer> tracer) {
    return new GenerationSpans(tracer.getIfAvailable(), Clock.systemUTC());
  }
}
