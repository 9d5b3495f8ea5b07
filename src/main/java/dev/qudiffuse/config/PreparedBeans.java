package dev.qudiffuse.config;

import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.ClassUtils;

/**
 * Starts from the definitions of beans that the build has prepared, where they fit the settings,
 * instead of looking for the beans. Preparing them is Spring's ahead-of-time processing ({@code
 * src/build/PrepareBeans.java}), which decides by the settings in {@code application.properties}
 * what there is to be; another value of a setting that such a decision may hang on would change
 * nothing any more. So where one comes from elsewhere, and is not known to be harmless, Spring
 * looks anew, as it does for an {@link OptionalPart} that is on. The build itself ends where it
 * meets one.
 *
 * <p>{@code -Dspring.aot.enabled=false} has it always look; {@code true} changes nothing.
 *
 * <p>Not in {@code spring.factories}: tests start contexts of other beans.
 */
public final class PreparedBeans implements ApplicationListener<SpringApplicationEvent>, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(PreparedBeans.class);

  /** What the build adds to the name of the class that starts the application. */
  private static final String PREPARED = "__ApplicationContextInitializer";

  private static final String SETTINGS = "/application.properties";

  /** The settings in the jar, as Spring Boot names them, where they are at their usual place. */
  private static final String SHIPPED =
      "Config resource 'class path resource [application.properties]' via location 'optional:classpath:/'";

  /** Those of Spring and of libraries that it sets up; the service's own decide nothing. */
  private static final Set<ConfigurationPropertyName> DECIDING =
      names("spring", "server", "management", "springdoc");

  /**
   * Settings below those, and what is below these, that are read only by beans that are there. Some
   * are here twice: in a variable of the environment, dashes may be underscores.
   */
  private static final Set<ConfigurationPropertyName> HARMLESS =
      names(
          "server.port",
          "server.address",
          "server.tomcat",
          "management.server.port",
          "management.server.address",
          "spring.aot",
          "spring.backgroundpreinitializer",
          "spring.application.name",
          "spring.application.pid",
          "spring.application.version",
          // these name settings, which are looked at themselves
          "spring.application.json",
          "spring.config.additional-location",
          "spring.config.additional.location",
          "spring.config.import",
          "spring.lifecycle",
          "spring.main.banner-mode",
          "spring.main.banner.mode",
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
          use(Boolean.toString(areToBeUsed(prepared)));
      case ApplicationStartedEvent _, ApplicationFailedEvent _ -> use(null);
      default -> {}
    }
  }

  private static void use(@Nullable String flag) {
    SpringProperties.setProperty(AotDetector.AOT_ENABLED, flag);
  }

  private static boolean areToBeUsed(ApplicationEnvironmentPreparedEvent start) {
    List<String> reasons = reasonsToLookAnew(start.getEnvironment());
    if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
      if (!reasons.isEmpty()) {
        throw new IllegalStateException(
            "expected the settings in application.properties to decide what beans there are, but so would "
                + String.join(", ", reasons));
      }
      return false; // they are being prepared
    }
    LOG.debug("Reasons to look for beans anew: {}", reasons);
    Class<?> main = start.getSpringApplication().getMainApplicationClass();
    return reasons.isEmpty()
        && !"false".equalsIgnoreCase(System.getProperty(AotDetector.AOT_ENABLED))
        && main != null
        && ClassUtils.isPresent(main.getName() + PREPARED, main.getClassLoader());
  }

  /** After all settings have been read. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  /** Which settings the prepared beans may not fit; they fit if there are none. */
  static List<String> reasonsToLookAnew(ConfigurableEnvironment environment) {
    Stream<String> layout =
        ManagementPortType.get(environment) == ManagementPortType.DIFFERENT
            ? Stream.empty()
            : Stream.of("management.server.port");
    Stream<String> parts =
        Arrays.stream(OptionalPart.values())
            .filter(part -> part.isOn(environment))
            .map(OptionalPart::toString);
    Stream<String> settings =
        StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
            .filter(source -> !isShipped(source))
            .flatMap(PreparedBeans::deciding);
    return Stream.of(layout, parts, settings).flatMap(reasons -> reasons).distinct().toList();
  }

  private static Stream<String> deciding(ConfigurationPropertySource source) {
    // what cannot be listed, random values above all, has none of these names
    return source instanceof IterableConfigurationPropertySource settings
        ? settings.stream()
            .filter(name -> isAmong(DECIDING, name) && !isAmong(HARMLESS, name))
            .map(ConfigurationPropertyName::toString)
        : Stream.empty();
  }

  private static boolean isAmong(
      Set<ConfigurationPropertyName> some, ConfigurationPropertyName name) {
    return some.stream().anyMatch(other -> other.equals(name) || other.isAncestorOf(name));
  }

  /** Whether it is the file that came with this class, and not another that goes before it. */
  private static boolean isShipped(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        && underlying.getName().equals(SHIPPED)
        && place(SETTINGS)
            .equals(place("/" + PreparedBeans.class.getName().replace('.', '/') + ".class"));
  }

  private static String place(String resource) {
    URL url = Objects.requireNonNull(PreparedBeans.class.getResource(resource), resource);
    String all = url.toString();
    return all.substring(0, all.length() - resource.length());
  }
}
