package dev.qudiffuse.config;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.ClassUtils;

/**
 * Starts from the definitions of beans that the build has prepared, where they fit the settings,
 * instead of looking for the beans. Preparing them is Spring's ahead-of-time processing ({@code
 * process-aot} in the build), which decides by the settings in {@code application.yaml} what there
 * is to be; another value of a setting that such a decision may hang on would change nothing any
 * more. So where one comes from elsewhere, and is not known to be harmless, Spring looks anew, as
 * it does for an {@link OptionalPart} that is on.
 *
 * <p>{@code -Dspring.aot.enabled=false} has it always look.
 */
public final class PreparedBeans implements ApplicationListener<SpringApplicationEvent>, Ordered {

  private static final String PREPARED = "dev.qudiffuse.Application__ApplicationContextInitializer";

  /** The settings in the jar, as Spring Boot names them, where they are at their usual place. */
  private static final String SHIPPED =
      "Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/'";

  /** Those of Spring and of libraries that it sets up; the service's own decide nothing. */
  private static final Set<ConfigurationPropertyName> DECIDING =
      names("spring", "server", "management", "springdoc");

  /** Settings below those, and what is below these, that are read only by beans that are there. */
  private static final Set<ConfigurationPropertyName> HARMLESS =
      names(
          "server.port",
          "server.address",
          "management.server.port",
          "management.server.address",
          "spring.application",
          "spring.config.additional-location", // whose settings are looked at themselves
          "spring.config.import",
          "spring.lifecycle",
          "spring.main.banner-mode",
          "spring.output.ansi");

  private static Set<ConfigurationPropertyName> names(String... names) {
    return Stream.of(names)
        .map(ConfigurationPropertyName::of)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Says so while the application starts, since Spring looks it up in one place for all. */
  @Override
  public void onApplicationEvent(SpringApplicationEvent event) {
    switch (event) {
      case ApplicationEnvironmentPreparedEvent prepared ->
          use(ClassUtils.isPresent(PREPARED, null) && fit(prepared.getEnvironment()));
      case ApplicationStartedEvent _, ApplicationFailedEvent _ -> use(null);
      default -> {}
    }
  }

  private static void use(@Nullable Boolean prepared) {
    if (System.getProperty(AotDetector.AOT_ENABLED) == null) {
      SpringProperties.setProperty(
          AotDetector.AOT_ENABLED, prepared == null ? null : prepared.toString());
    }
  }

  /** After all settings have been read. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  static boolean fit(ConfigurableEnvironment environment) {
    return ManagementPortType.get(environment) == ManagementPortType.DIFFERENT
        && Arrays.stream(OptionalPart.values()).noneMatch(part -> part.isOn(environment))
        && StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
            .allMatch(PreparedBeans::decidesNothing);
  }

  private static boolean decidesNothing(ConfigurationPropertySource source) {
    if (!(source instanceof IterableConfigurationPropertySource settings)) {
      return true; // random values, say: what cannot be listed has none of these names
    }
    return isShipped(source)
        || settings.stream().noneMatch(name -> isAmong(DECIDING, name) && !isAmong(HARMLESS, name));
  }

  private static boolean isShipped(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        && underlying.getName().equals(SHIPPED);
  }

  private static boolean isAmong(
      Set<ConfigurationPropertyName> some, ConfigurationPropertyName name) {
    return some.stream().anyMatch(other -> other.equals(name) || other.isAncestorOf(name));
  }
}
