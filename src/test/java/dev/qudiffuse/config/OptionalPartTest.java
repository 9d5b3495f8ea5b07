package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class OptionalPartTest {

  private static final String SECURITY =
      "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration";
  private static final String PASSWORD =
      "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration";
  private static final String TRACING =
      "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration";
  private static final String OTHER = "org.springframework.boot.webmvc.Other";

  @Test
  void allAreOffUnlessAskedFor() {
    assertThat(OptionalPart.values()).noneMatch(part -> part.isOn(new StandardEnvironment()));
    assertThat(wanted(new StandardEnvironment())).containsExactly(OTHER);
  }

  @ParameterizedTest
  @CsvSource({
    "a, qudiffuse.security.api-keys.alice, AUTHENTICATION",
    "a, qudiffuse.security.apiKeys.alice, AUTHENTICATION",
    "a, qudiffuse.security.required, AUTHENTICATION",
    "systemEnvironment, QUDIFFUSE_SECURITY_REQUIRED, AUTHENTICATION",
    "systemEnvironment, QUDIFFUSE_SECURITY_APIKEYS_ALICE, AUTHENTICATION",
    "systemEnvironment, SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI, AUTHENTICATION",
    "a, spring.security.oauth2.resourceserver.jwt.jwk-set-uri, AUTHENTICATION",
    "a, management.opentelemetry.tracing.export.otlp.endpoint, TRACING"
  })
  void oneSettingTurnsOneOn(String source, String name, OptionalPart part) {
    for (String value : new String[] {"something", ""}) {
      StandardEnvironment environment = environment(source, name, value);

      assertThat(OptionalPart.values())
          .filteredOn(other -> other.isOn(environment))
          .containsExactly(part);
      assertThat(wanted(environment))
          .containsExactly(part == OptionalPart.AUTHENTICATION ? SECURITY : TRACING, OTHER);
    }
  }

  @Test
  void oneThatSaysFalseTurnsNothingOn() {
    StandardEnvironment environment = environment("a", "qudiffuse.security.required", "false");

    assertThat(OptionalPart.values()).noneMatch(part -> part.isOn(environment));
  }

  /** One that has moved would come back without a word. */
  @Test
  void whatIsLeftOutIsThere() {
    assertThat(ImportCandidates.load(AutoConfiguration.class, null))
        .containsAll(AutoConfigurationChoice.UNUSED);
  }

  private static Stream<String> wanted(StandardEnvironment environment) {
    var choice = new AutoConfigurationChoice();
    choice.setEnvironment(environment);
    return Stream.of(SECURITY, PASSWORD, TRACING, OTHER).filter(choice::isWanted);
  }

  private static StandardEnvironment environment(String source, String name, String value) {
    var environment = new StandardEnvironment();
    Map<String, Object> settings = Map.of(name, value);
    environment
        .getPropertySources()
        .addFirst(
            source.equals("systemEnvironment")
                ? new SystemEnvironmentPropertySource("variables-systemEnvironment", settings)
                : new MapPropertySource(source, settings));
    ConfigurationPropertySources.attach(environment);
    return environment;
  }
}
