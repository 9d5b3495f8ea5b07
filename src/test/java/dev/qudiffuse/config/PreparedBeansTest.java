package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

class PreparedBeansTest {

  private static final String SHIPPED =
      "Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/'";

  private final StandardEnvironment environment = new StandardEnvironment();
  private final MutablePropertySources sources = environment.getPropertySources();

  @BeforeEach
  void shipped() throws IOException {
    sources.addLast(load(SHIPPED));
  }

  private static PropertySource<?> load(String name) throws IOException {
    return new YamlPropertySourceLoader()
        .load(name, new ClassPathResource("application.yaml"))
        .getFirst();
  }

  @Test
  void theyFitTheShippedSettings() {
    assertThat(PreparedBeans.fit(environment)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "server.port, 0",
    "server.port, 8090",
    "management.server.port, 0",
    "management.server.address, 127.0.0.1",
    "spring.config.additional-location, /etc/qudiffuse/",
    "spring.lifecycle.timeout-per-shutdown-phase, 5s",
    "qudiffuse.threads, 1",
    "qudiffuse.model, some.safetensors",
    "logging.structured.format.console, ecs",
    "otherwise.server.port, 8",
    "servers, 2"
  })
  void theyFitWhatDecidesNothing(String name, String value) {
    sources.addFirst(new MapPropertySource("elsewhere", Map.of(name, value)));

    assertThat(PreparedBeans.fit(environment)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "server.ssl.bundle, web",
    "server.forward-headers-strategy, framework",
    "server.servlet.context-path, /digits",
    "management.server.port, -1",
    "management.server.port, 8080",
    "management.endpoints.web.exposure.include, '*'",
    "management.endpoint.health.probes.enabled, false",
    "management.prometheus.metrics.export.enabled, false",
    "management.opentelemetry.tracing.export.otlp.endpoint, http://localhost:4318/v1/traces",
    "spring.config.location, /etc/qudiffuse/",
    "spring.main.lazy-initialization, true",
    "spring.profiles.active, other",
    "spring.threads.virtual.enabled, false",
    "springdoc.swagger-ui.enabled, false",
    "springdoc.swaggerUi.enabled, false",
    "qudiffuse.security.api-keys.alice, a-key-of-hers-which-is-long"
  })
  void theyDoNotFitWhatDecides(String name, String value) {
    sources.addFirst(new MapPropertySource("elsewhere", Map.of(name, value)));

    assertThat(PreparedBeans.fit(environment)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SPRINGDOC_SWAGGERUI_ENABLED", "SPRING_PROFILES_ACTIVE", "SERVER_SSL_ENABLED"})
  void norWhereTheEnvironmentSaysIt(String name) {
    sources.replace(
        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(name, "false")));

    assertThat(PreparedBeans.fit(environment)).isFalse();
  }

  /** Even if it says the same: it takes the shipped one's place. */
  @Test
  void norAnotherApplicationYaml() throws IOException {
    sources.addFirst(
        load("Config resource 'file [application.yaml]' via location 'optional:file:./'"));

    assertThat(PreparedBeans.fit(environment)).isFalse();
  }
}
