package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

class PreparedBeansTest {

  private static final String SHIPPED =
      "Config resource 'class path resource [application.properties]' via location 'optional:classpath:/'";

  private final StandardEnvironment environment = new StandardEnvironment();
  private final MutablePropertySources sources = environment.getPropertySources();

  @BeforeEach
  void shipped() throws IOException {
    sources.addLast(load(SHIPPED));
  }

  private static PropertySource<?> load(String name) throws IOException {
    return new PropertiesPropertySourceLoader()
        .load(name, new ClassPathResource("application.properties"))
        .getFirst();
  }

  @Test
  void theyFitTheShippedSettings() {
    assertThat(PreparedBeans.reasonsToLookAnew(environment)).isEmpty();
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

    assertThat(PreparedBeans.reasonsToLookAnew(environment)).isEmpty();
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

    assertThat(PreparedBeans.reasonsToLookAnew(environment)).hasSizeBetween(1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SPRINGDOC_SWAGGERUI_ENABLED",
        "SPRINGDOC_SWAGGER_UI_ENABLED",
        "SPRING_APPLICATION_ADMIN_ENABLED",
        "SPRING_PROFILES_ACTIVE",
        "SERVER_SSL_ENABLED"
      })
  void norWhereTheEnvironmentDecides(String variable) {
    inTheEnvironment(variable);

    assertThat(PreparedBeans.reasonsToLookAnew(environment))
        .containsExactly(variable.toLowerCase(Locale.ROOT).replace('_', '.'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SPRING_CONFIG_ADDITIONAL_LOCATION", // as the chart has it
        "SPRING_CONFIG_ADDITIONALLOCATION",
        "SPRING_MAIN_BANNER_MODE",
        "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE",
        "SERVER_PORT",
        "SERVER_TOMCAT_REMOTEIP_INTERNAL_PROXIES",
        "QUDIFFUSE_QUEUE_CAPACITY"
      })
  void theyFitWhereTheEnvironmentDecidesNothing(String variable) {
    inTheEnvironment(variable);

    assertThat(PreparedBeans.reasonsToLookAnew(environment)).isEmpty();
  }

  private void inTheEnvironment(String variable) {
    String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    sources.replace(name, new SystemEnvironmentPropertySource(name, Map.of(variable, "9")));
  }

  /** Even if it says the same: it takes the shipped one's place. */
  @Test
  void norAnotherFileThatIsCalledSo() throws IOException {
    sources.addFirst(
        load("Config resource 'file [application.properties]' via location 'optional:file:./'"));

    assertThat(PreparedBeans.reasonsToLookAnew(environment)).contains("springdoc.api-docs.path");
  }
}
