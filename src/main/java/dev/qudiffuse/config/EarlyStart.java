package dev.qudiffuse.config;

import java.util.Objects;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Begins what takes long and waits for nothing but the settings, {@link ModelStart}, before Spring
 * makes the first bean: the two go on beside each other, on different processors. Named in {@code
 * spring.factories}.
 */
final class EarlyStart
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  /** What has begun, and with which settings. */
  record Begun(QuDiffuseProperties properties, ModelStart start) {

    /** Whether the same would be begun with these settings. */
    boolean isFor(QuDiffuseProperties others) {
      return Objects.equals(properties.model(), others.model())
          && properties.warmUp().equals(others.warmUp());
    }
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    QuDiffuseProperties properties;
    try {
      properties =
          Binder.get(event.getEnvironment()).bindOrCreate("qudiffuse", QuDiffuseProperties.class);
    } catch (BindException e) {
      return; // the same will happen to the bean, and Spring Boot says then what is wrong
    }
    var begun = new Begun(properties, ModelStart.begin(properties.model(), properties.warmUp()));
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
