package dev.qudiffuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.AotDetector;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The service that starts from what the build has prepared is the one that looks for its beans. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class PreparedStartTest {

  /**
   * Names of configurations and of what Spring searches with; all others are of what these make.
   */
  private static final String OF_SPRING = "org.springframework.";

  @TempDir private Path folder;
  private Path model = Path.of("");

  @BeforeEach
  void write() {
    model = TinyModel.write(folder.resolve("model.safetensors"));
  }

  @AfterEach
  void forget() {
    System.clearProperty(AotDetector.AOT_ENABLED);
  }

  @Test
  void theBeansAreTheSame(CapturedOutput output) {
    Set<String> prepared = beans();
    assertThat(output).contains("Starting AOT-processed Application");
    assertThat(AotDetector.useGeneratedArtifacts()).as("for whoever starts next").isFalse();

    System.setProperty(AotDetector.AOT_ENABLED, "false");
    Set<String> found = beans();
    assertThat(output).contains("Starting Application");

    assertThat(prepared).isEqualTo(found).hasSizeGreaterThan(100);
  }

  private Set<String> beans() {
    try (ConfigurableApplicationContext context = start()) {
      return Arrays.stream(context.getBeanDefinitionNames())
          .filter(name -> !name.startsWith(OF_SPRING))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private ConfigurableApplicationContext start(String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 4);
    all[settings.length] = "--server.port=0";
    all[settings.length + 1] = "--management.server.port=0";
    all[settings.length + 2] = "--qudiffuse.warm-up=0";
    all[settings.length + 3] = "--qudiffuse.model=" + model;
    return ServeCommand.start(all);
  }

  @Test
  void aSettingThatDecidesIsHeard(CapturedOutput output) throws IOException {
    assertThat(pageWith()).isEqualTo(200);
    assertThat(pageWith("--springdoc.swagger-ui.enabled=false")).isEqualTo(404);
    assertThat(output).contains("Starting AOT-processed Application", "Starting Application");
  }

  private int pageWith(String... settings) throws IOException {
    try (ConfigurableApplicationContext context = start(settings)) {
      int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      try (var connection = new RawConnection(port)) {
        connection.write(RawConnection.request("GET", "/swagger-ui/index.html"));
        return connection.read().status();
      }
    }
  }
}
