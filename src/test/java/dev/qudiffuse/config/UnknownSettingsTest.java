package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class UnknownSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "commandLineArgs, qudiffuse.threds",
    "commandLineArgs, qudiffuse.queue.capacity",
    "commandLineArgs, qudiffuse.kernels",
    "commandLineArgs, qudiffuse.security.api-key.alice",
    "commandLineArgs, qudiffuse.security.api-keys",
    "commandLineArgs, qudiffuse.security.require",
    "systemEnvironment, QUDIFFUSE_SECURITY_API_KEYS_ALICE",
    "application.yaml, qudiffuse.threads.count",
    "application.yaml, qudiffuse.steps[0]",
    "systemEnvironment, QUDIFFUSE_STEPS_0",
    "application.yaml, qudiffuse.allowed-origins[first]",
    "systemProperties, qudiffuse.threds",
    "systemEnvironment, QUDIFFUSE_THREDS",
    "systemEnvironment, QUDIFFUSE_KERNELS"
  })
  void areRefusedByTheNameThatWasWritten(String source, String name) {
    assertThatExceptionOfType(UnknownSettings.Found.class)
        .isThrownBy(() -> UnknownSettings.refuse(environment(source, name)))
        .withMessageStartingWith(
            name + ": expected one of the settings qudiffuse.model, qudiffuse.threads, ")
        .withMessageEndingWith(", got an unknown name (" + source + ")");
  }

  @ParameterizedTest
  @CsvSource({
    "commandLineArgs, qudiffuse.queue-capacity",
    "commandLineArgs, qudiffuse.queueCapacity",
    "application.yaml, qudiffuse.queue_capacity",
    "commandLineArgs, qudiffuse.security.api-keys.alice",
    "commandLineArgs, qudiffuse.security.apiKeys.alice",
    "systemEnvironment, QUDIFFUSE_SECURITY_APIKEYS_ALICE",
    "commandLineArgs, qudiffuse.security.required",
    "systemEnvironment, QUDIFFUSE_SECURITY_REQUIRED",
    "application.yaml, qudiffuse.allowed-origins[0]",
    "commandLineArgs, qudiffuse.allowedOrigins[12]",
    "systemEnvironment, QUDIFFUSE_ALLOWEDORIGINS_1",
    "systemEnvironment, QUDIFFUSE_ALLOWED_ORIGINS_1",
    "application.yaml, server.port",
    "application.yaml, qudiffuser.threads",
    "systemProperties, qudiffuse.kernels",
    "systemEnvironment, QUDIFFUSE_THREADS",
    "systemEnvironment, QUDIFFUSE_QUEUECAPACITY",
    "systemEnvironment, QUDIFFUSE_QUEUE_CAPACITY",
    "systemEnvironment, QUDIFFUSER",
    "systemEnvironment, QUDIFFUSE_SERVICE_HOST",
    "systemEnvironment, QUDIFFUSE_SERVICE_PORT_HTTP",
    "systemEnvironment, QUDIFFUSE_PORT",
    "systemEnvironment, QUDIFFUSE_CANARY_PORT_8080_TCP_ADDR"
  })
  void areNotThese(String source, String name) {
    assertThatCode(() -> UnknownSettings.refuse(environment(source, name)))
        .doesNotThrowAnyException();
  }

  /** An environment in which nothing is set but one name in one source. */
  private static ConfigurableEnvironment environment(String source, String name) {
    var environment = new StandardEnvironment();
    var sources = environment.getPropertySources();
    sources.stream().toList().forEach(other -> sources.remove(other.getName()));
    Map<String, Object> settings = Map.of(name, "1");
    sources.addFirst(
        source.equals("systemEnvironment")
            ? new SystemEnvironmentPropertySource(source, settings)
            : new MapPropertySource(source, settings));
    return environment;
  }
}
