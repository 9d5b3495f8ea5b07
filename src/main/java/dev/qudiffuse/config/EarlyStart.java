package dev.qudiffuse.config;

import dev.qudiffuse.model.checkpoint.Checkpoint;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Begins what takes long before Spring makes the first bean, so that the two go on beside each
 * other, on different processors: at once to load classes and to read the weights in the jar,
 * although the settings may come to name others, and {@link ModelStart} as soon as they are known.
 */
public final class EarlyStart implements ApplicationListener<SpringApplicationEvent>, Ordered {

  private @Nullable CompletableFuture<Checkpoint> shipped;
  private @Nullable ModelStart start;

  private EarlyStart(CompletableFuture<Checkpoint> shipped) {
    this.shipped = shipped;
  }

  /** Begins, for an application that this is then a listener of. */
  public static EarlyStart begin() {
    StartClasses.loadAhead();
    return new EarlyStart(ModelStart.readShipped());
  }

  /** What has begun; no bean that others could take for the one that serves. */
  record Begun(ModelStart start) {}

  @Override
  public void onApplicationEvent(SpringApplicationEvent event) {
    switch (event) {
      case ApplicationEnvironmentPreparedEvent prepared -> settingsAreKnown(prepared);
      case ApplicationFailedEvent _ -> {
        if (start != null) {
          start.close();
        }
      }
      default -> {}
    }
  }

  private void settingsAreKnown(ApplicationEnvironmentPreparedEvent event) {
    CompletableFuture<Checkpoint> weights = Objects.requireNonNull(shipped, "once for each start");
    shipped = null; // the listener lives as long as the service, which may have others
    QuDiffuseProperties properties;
    try {
      properties =
          Binder.get(event.getEnvironment()).bindOrCreate("qudiffuse", QuDiffuseProperties.class);
    } catch (BindException e) {
      return; // the same will happen to the bean, and Spring Boot says then what is wrong
    }
    start = ModelStart.begin(properties, () -> weights);
    var begun = new Begun(start);
    event
        .getBootstrapContext()
        .addCloseListener(
            closed ->
                closed
                    .getApplicationContext()
                    .getBeanFactory()
                    .registerSingleton("earlyStart", begun));
  }

  /** After logging has been set up, which the same event does. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
