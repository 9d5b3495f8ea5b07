package dev.qudiffuse.config;

import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.InvalidRequestException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The service's settings, {@code qudiffuse.*}.
 *
 * @param model safetensors file to serve; when absent, the model in the jar
 * @param threads how many drawings are made at once; 0 for as many as there are processors
 * @param queueCapacity how many drawings may wait before callers are turned away
 * @param steps denoising steps where a request names none
 * @param guidance guidance where a request names none
 * @param size pixels a side where a request names none
 */
@ConfigurationProperties("qudiffuse")
record QuDiffuseProperties(
    @Nullable Path model,
    @DefaultValue("0") int threads,
    @DefaultValue("64") int queueCapacity,
    @Nullable Integer steps,
    @Nullable Float guidance,
    @Nullable Integer size) {

  QuDiffuseProperties {
    if (threads < 0) {
      throw new IllegalArgumentException(
          "qudiffuse.threads: expected 0 (as many as processors) or more, got " + threads);
    }
    if (queueCapacity < 1) {
      throw new IllegalArgumentException(
          "qudiffuse.queue-capacity: expected 1 or more, got " + queueCapacity);
    }
    try {
      GenerationDefaults unused = defaults(steps, guidance, size);
    } catch (InvalidRequestException e) {
      // the cause would hide which setting it is about
      throw new IllegalArgumentException("qudiffuse." + e.getMessage());
    }
  }

  /** How many threads draw. */
  int effectiveThreads() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /** What a request that says nothing gets. */
  GenerationDefaults generationDefaults() {
    return defaults(steps, guidance, size);
  }

  private static GenerationDefaults defaults(
      @Nullable Integer steps, @Nullable Float guidance, @Nullable Integer size) {
    GenerationDefaults standard = GenerationDefaults.STANDARD;
    return new GenerationDefaults(
        steps != null ? steps : standard.steps(),
        guidance != null ? guidance : standard.guidance(),
        size != null ? size : standard.size());
  }
}
