package dev.qudiffuse.config;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Holds the end back for a while. In that time the service is not ready any more but takes requests
 * as ever, so that whoever sends them has time to look, and learns with each answer that its
 * connection ends. After it Tomcat refuses new connections, and drops without a word what comes on
 * old ones.
 */
@Component
final class ShutdownDelay implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ShutdownDelay.class);

  private final Duration delay;
  private volatile boolean running;

  ShutdownDelay(QuDiffuseProperties properties) {
    delay = properties.shutdownDelay();
  }

  /** Stops before anything else does. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    if (delay.isPositive()) {
      LOG.info("Stopping; requests are taken for {} s more", delay.toMillis() / 1e3);
      try {
        Thread.sleep(delay);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
