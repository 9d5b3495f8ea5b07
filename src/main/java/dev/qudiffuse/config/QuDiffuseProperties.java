package dev.qudiffuse.config;

import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.InvalidRequestException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * The service's settings, {@code qudiffuse.*}.
 *
 * @param model safetensors file to serve; when absent, the model in the jar
 * @param threads how many drawings are made at once; 0 for as many as there are processors
 * @param queueCapacity how many images may wait before callers are turned away
 * @param clientShare how many images one client may have in the service at once
 * @param deadline how long a request waits for its images before it is turned away, unless it asks
 *     for less; in seconds where no unit is named
 * @param steps denoising steps where a request names none
 * @param guidance guidance where a request names none
 * @param size pixels a side where a request names none
 * @param sampler sampler where a request names none
 * @param allowedOrigins sites whose pages may read the answers; none for the service's own only
 * @param warmUp how long drawings are made for nobody at the start, at most, until they get no
 *     faster because the code is compiled; in milliseconds where no unit is named, 0 for not at all
 * @param shutdownDelay how long requests are still taken when the service has been told to stop; in
 *     seconds where no unit is named
 */
@ConfigurationProperties("qudiffuse")
record QuDiffuseProperties(
    @Nullable Path model,
    @DefaultValue("0") int threads,
    @DefaultValue("256") int queueCapacity,
    @DefaultValue("128") int clientShare,
    @DefaultValue("60s") @DurationUnit(ChronoUnit.SECONDS) Duration deadline,
    @Nullable Integer steps,
    @Nullable String guidance,
    @Nullable Integer size,
    @Nullable String sampler,
    @DefaultValue List<String> allowedOrigins,
    @DefaultValue("10s") Duration warmUp,
    @DefaultValue("0s") @DurationUnit(ChronoUnit.SECONDS) Duration shutdownDelay) {

  /** So far below the largest number that the threads can be added. */
  private static final int MOST_CAPACITY = 1_000_000_000;

  QuDiffuseProperties {
    if (threads < 0) {
      throw new IllegalArgumentException(
          "qudiffuse.threads: expected 0 (as many as processors) or more, got " + threads);
    }
    if (queueCapacity < 1 || queueCapacity > MOST_CAPACITY) {
      throw new IllegalArgumentException(
          "qudiffuse.queue-capacity: expected 1 to %d, got %d"
              .formatted(MOST_CAPACITY, queueCapacity));
    }
    if (clientShare < 1) {
      throw new IllegalArgumentException(
          "qudiffuse.client-share: expected 1 or more, got " + clientShare);
    }
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException(
          "qudiffuse.deadline: expected a time above 0, such as 60s, got " + deadline);
    }
    try {
      AllowedOrigins unused = new AllowedOrigins(allowedOrigins);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("qudiffuse.allowed-origins: " + e.getMessage());
    }
    if (warmUp.isNegative()) {
      throw new IllegalArgumentException(
          "qudiffuse.warm-up: expected 0 or a time such as 10s, got " + warmUp);
    }
    if (shutdownDelay.isNegative()) {
      throw new IllegalArgumentException(
          "qudiffuse.shutdown-delay: expected 0 or a time such as 5s, got " + shutdownDelay);
    }
    try {
      var unused = GenerationDefaults.STANDARD.with(steps, guidance, size, sampler);
    } catch (InvalidRequestException e) {
      // the cause would hide which setting it is about
      throw new IllegalArgumentException("qudiffuse." + e.getMessage());
    }
  }

  /** How many threads draw. */
  int effectiveThreads() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /** How much the queue holds. */
  GenerationQueue.Limits limits() {
    return new GenerationQueue.Limits(effectiveThreads(), queueCapacity, clientShare, deadline);
  }

  /** What a request that says nothing gets. */
  GenerationDefaults generationDefaults() {
    return GenerationDefaults.STANDARD.with(steps, guidance, size, sampler);
  }
}
