package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.model.checkpoint.CheckpointException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;

@Timeout(60)
class EarlyStartTest {

  @TempDir private Path folder;
  private Path file = Path.of("");
  private Path other = Path.of("");

  /** As much of the service as the model needs. */
  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(QuDiffuseProperties.class)
  @Import(ModelConfiguration.class)
  static class Service {
    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }

  @BeforeEach
  void write() {
    file = TinyModel.write(folder.resolve("model.safetensors"));
    other = TinyModel.write(folder.resolve("other.safetensors"));
  }

  @Test
  void whatHasBegunIsWhatServes() {
    try (var context = start(null)) {
      EarlyStart.Begun begun = context.getBean(EarlyStart.Begun.class);

      assertThat(context.getBean(ModelStart.class)).isSameAs(begun.start());
      assertThat(begun.start().model().source()).isEqualTo(file.toString());
    }
  }

  @Test
  void settingsThatComeLateBeginAnew() {
    try (var context = start(other)) {
      assertThat(context.getBean(ModelStart.class))
          .isNotSameAs(context.getBean(EarlyStart.Begun.class).start());
      assertThat(context.getBean(ModelStart.class).model().source()).isEqualTo(other.toString());
    }
  }

  @Test
  void theWeightsInTheJarServeWhereNoOthersAreNamed() {
    ModelStart start = ModelStart.begin(properties(), ModelStart::readShipped);

    assertThat(start.model().sha256()).isEqualTo(SelfTest.MODEL);
  }

  @Test
  void weightsInTheJarThatAreDamagedAreNamed() {
    var damaged = new CheckpointException("the jar", "a checksum", "another");
    ModelStart start =
        ModelStart.begin(properties(), () -> CompletableFuture.failedFuture(damaged));

    assertThatThrownBy(start::model).isSameAs(damaged);
  }

  private static QuDiffuseProperties properties() {
    return new Binder(new MapConfigurationPropertySource(Map.of("qudiffuse.warm-up", "0")))
        .bindOrCreate("qudiffuse", QuDiffuseProperties.class);
  }

  private ConfigurableApplicationContext start(@Nullable Path late) {
    var application = new SpringApplication(Service.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.addListeners(EarlyStart.begin());
    if (late != null) {
      application.addInitializers(
          context ->
              context
                  .getEnvironment()
                  .getPropertySources()
                  .addFirst(
                      new MapPropertySource("late", Map.of("qudiffuse.model", late.toString()))));
    }
    return application.run("--qudiffuse.model=" + file, "--qudiffuse.warm-up=0");
  }
}
