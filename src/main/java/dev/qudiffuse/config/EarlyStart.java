package dev.qudiffuse.config;

import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;

/**
 * Begins what takes long before Spring makes the first bean, so that the two go on beside each
 * other, on different processors: at once to read the weights in the jar, although the settings may
 * come to name others, and {@link ModelStart} as soon as they are known.
 */
public final class EarlyStart
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  private final CompletableFuture<Checkpoint> shipped;

  private EarlyStart(CompletableFuture<Checkpoint> shipped) {
    this.shipped = shipped;
  }

  /** Begins, for an application that this is then a listener of. */
  public static EarlyStart begin() {
    return new EarlyStart(
        CompletableFuture.supplyAsync(TrainedModel::shippedWeights, WarmUp.THREAD));
  }

  /** What has begun; no bean that others could take for the one that serves. */
  record Begun(ModelStart start) {}

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
      return; // the build asks for definitions of beans, and will not serve
    }
    QuDiffuseProperties properties;
    try {
      properties =
          Binder.get(event.getEnvironment()).bindOrCreate("qudiffuse", QuDiffuseProperties.class);
    } catch (BindException e) {
      return; // the same will happen to the bean, and Spring Boot says then what is wrong
    }
    var begun = new Begun(ModelStart.begin(properties, shipped::join));
    ConfigurableBootstrapContext bootstrap = event.getBootstrapContext();
    bootstrap.addCloseListener(
        closed ->
            closed.getApplicationContext().getBeanFactory().registerSingleton("earlyStart", begun));
  }

  /** After logging has been set up, which the same event does. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
