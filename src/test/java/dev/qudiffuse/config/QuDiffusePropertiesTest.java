package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.GenerationQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class QuDiffusePropertiesTest {

  @Test
  void defaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new QuDiffuseProperties(
                null,
                0,
                256,
                128,
                Duration.ofSeconds(60),
                null,
                null,
                null,
                null,
                List.of(),
                Duration.ofSeconds(10),
                Duration.ZERO));
    assertThat(bind(Map.of()).effectiveThreads())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(bind(Map.of()).generationDefaults()).isEqualTo(GenerationDefaults.STANDARD);
  }

  @Test
  void everySettingIsRead() {
    QuDiffuseProperties properties =
        bind(
            Map.of(
                "qudiffuse.model", "/models/mine.safetensors",
                "qudiffuse.threads", "3",
                "qudiffuse.queue-capacity", "5",
                "qudiffuse.client-share", "4",
                "qudiffuse.deadline", "90",
                "qudiffuse.steps", "50",
                "qudiffuse.guidance", "2.5",
                "qudiffuse.size", "56",
                "qudiffuse.sampler", "ddim",
                "qudiffuse.shutdown-delay", "5"));

    assertThat(properties.model()).isEqualTo(Path.of("/models/mine.safetensors"));
    assertThat(properties.effectiveThreads()).isEqualTo(3);
    assertThat(properties.limits())
        .isEqualTo(new GenerationQueue.Limits(3, 5, 4, Duration.ofSeconds(90)));
    assertThat(properties.generationDefaults())
        .isEqualTo(new GenerationDefaults(50, 2.5f, 56, SamplerType.DDIM));
    assertThat(properties.shutdownDelay()).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUDIFFUSE_QUEUECAPACITY", "QUDIFFUSE_QUEUE_CAPACITY"})
  void variablesAreReadWithAndWithoutUnderscoresForDashes(String name) {
    var variables = new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, "5"));

    assertThat(
            new Binder(ConfigurationPropertySources.from(variables))
                .bindOrCreate("qudiffuse", QuDiffuseProperties.class)
                .queueCapacity())
        .isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUDIFFUSE_ALLOWEDORIGINS_0", "QUDIFFUSE_ALLOWED_ORIGINS_0"})
  void variablesMayNameTheElementsOfAList(String name) {
    var variables =
        new SystemEnvironmentPropertySource(
            "systemEnvironment", Map.of(name, "https://app.example"));

    assertThat(
            new Binder(ConfigurationPropertySources.from(variables))
                .bindOrCreate("qudiffuse", QuDiffuseProperties.class)
                .allowedOrigins())
        .containsExactly("https://app.example");
  }

  @ParameterizedTest
  @CsvSource({
    "qudiffuse.threads, -1, 'qudiffuse.threads: expected 0 (as many as processors) or more, got -1'",
    "qudiffuse.queue-capacity, 0, 'qudiffuse.queue-capacity: expected 1 to 1000000000, got 0'",
    "qudiffuse.queue-capacity, 2147483647, 'qudiffuse.queue-capacity: expected 1 to 1000000000, got 2147483647'",
    "qudiffuse.deadline, 0s, 'qudiffuse.deadline: expected a time above 0, such as 60s, got PT0S'",
    "qudiffuse.shutdown-delay, -1s, 'qudiffuse.shutdown-delay: expected 0 or a time such as 5s, got PT-1S'",
    "qudiffuse.steps, 0, 'qudiffuse.steps: expected an integer from 1 to 1000, got 0'",
    "qudiffuse.guidance, 21, 'qudiffuse.guidance: expected a number from 0 to 20, got 21'",
    "qudiffuse.sampler, euler, 'qudiffuse.sampler: expected ddpm or ddim, got euler'",
    "qudiffuse.size, 27, 'qudiffuse.size: expected an integer from 28 to 1024, got 27'"
  })
  void saysWhatIsWrong(String name, String value, String message) {
    assertThatExceptionOfType(BindException.class)
        .isThrownBy(() -> bind(Map.of(name, value)))
        .havingRootCause()
        .withMessage(message);
  }

  private static QuDiffuseProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("qudiffuse", QuDiffuseProperties.class);
  }
}
