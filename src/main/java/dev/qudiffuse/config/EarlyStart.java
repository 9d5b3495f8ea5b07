package dev.qudiffuse.config;

import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;

/**
 * Begins what takes long and waits for nothing but the settings, {@link ModelStart}, before Spring
 * makes the first bean: the two go on beside each other, on different processors. Named in {@code
 * spring.factories}.
 */
final class EarlyStart
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

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
    var begun = new Begun(ModelStart.begin(properties));
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
