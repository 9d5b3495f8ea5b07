package dev.qudiffuse.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A part of the service that is off until a setting asks for it. While it is off, not even its
 * classes are loaded: see {@link AutoConfigurationChoice}.
 */
enum OptionalPart {
  /** Who may use the service: API keys, or JSON Web Tokens. */
  AUTHENTICATION(
      List.of(
          SecurityProperties.REQUIRED,
          SecurityProperties.API_KEYS,
          "spring.security.oauth2.resourceserver.jwt.issuer-uri",
          "spring.security.oauth2.resourceserver.jwt.jwk-set-uri",
          "spring.security.oauth2.resourceserver.jwt.public-key-location")),

  /** Traces, sent to an OpenTelemetry collector. */
  TRACING(List.of("management.opentelemetry.tracing.export.otlp.endpoint"));

  private final List<ConfigurationPropertyName> settings;

  OptionalPart(List<String> settings) {
    this.settings = settings.stream().map(ConfigurationPropertyName::of).toList();
  }

  /**
   * Whether one of its settings is there and is not {@code false}. An empty one is there, too: a
   * secret that came out empty must end the start, not leave the service open.
   */
  boolean isOn(Environment environment) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      for (ConfigurationPropertyName setting : settings) {
        if (says(source.getConfigurationProperty(setting))
            || source.containsDescendantOf(setting) == ConfigurationPropertyState.PRESENT) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean says(@Nullable ConfigurationProperty property) {
    return property != null && !"false".equalsIgnoreCase(String.valueOf(property.getValue()));
  }

  /** Met when authentication is on. */
  static final class Authentication implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return AUTHENTICATION.isOn(context.getEnvironment());
    }
  }

  /** Met when tracing is on. */
  static final class Tracing implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return TRACING.isOn(context.getEnvironment());
    }
  }
}
