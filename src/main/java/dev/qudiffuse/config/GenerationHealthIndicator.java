package dev.qudiffuse.config;

import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.TrainedModel;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Says which model draws and how long the queue is. A full queue is not ill health: callers are
 * told to come back, and taking the instance out of service would only move the load to the others.
 */
@Component
class GenerationHealthIndicator implements HealthIndicator {

  private final GenerationQueue queue;
  private final GenerativeModel model;

  GenerationHealthIndicator(GenerationQueue queue, GenerativeModel model) {
    this.queue = queue;
    this.model = model;
  }

  @Override
  public Health health() {
    Health.Builder health = queue.isOpen() ? Health.up() : Health.outOfService();
    if (model instanceof TrainedModel trained) {
      health.withDetail("model", trained.source()).withDetail("sha256", trained.sha256());
    }
    return health
        .withDetail("waiting", queue.waiting())
        .withDetail("capacity", queue.limits().waiting())
        .build();
  }
}
