package dev.qudiffuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springdoc.api.AbstractOpenApiResource;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.aot.AotDetector;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

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

  /** Of both ports, and of every kind that needs no time or memory figure to be left out. */
  @Test
  void theAnswersAreTheSame(CapturedOutput output) throws IOException {
    List<String> prepared = answers();
    System.setProperty(AotDetector.AOT_ENABLED, "false");
    List<String> found = answers();

    assertThat(output).contains("Starting AOT-processed Application", "Starting Application");
    assertThat(prepared).isEqualTo(found).doesNotHaveDuplicates();
  }

  private List<String> answers() throws IOException {
    List<String> answers = new ArrayList<>();
    try (ConfigurableApplicationContext context = start()) {
      for (String request :
          List.of(
              "GET /livez",
              "GET /",
              "GET /models",
              "GET /circuits",
              "GET /v3/api-docs",
              "GET /generate?digit=3&seed=5&steps=2",
              "POST /generate?digit=twelve",
              "GET /nowhere",
              "DELETE /generate")) {
        answers.add(answer(context, "local.server.port", request));
      }
      for (String request :
          List.of(
              "GET /actuator",
              "GET /actuator/info",
              "GET /actuator/health/liveness",
              "GET /actuator/health/readiness",
              "GET /nowhere")) {
        answers.add(answer(context, "local.management.port", request));
      }
    }
    return answers;
  }

  private static String answer(
      ConfigurableApplicationContext context, String portName, String request) throws IOException {
    int port = context.getEnvironment().getRequiredProperty(portName, Integer.class);
    String[] words = request.split(" ");
    try (var connection = new RawConnection(port)) {
      connection.write(RawConnection.request(words[0], words[1]));
      RawConnection.Answer answer = connection.read();
      String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
      return "%s at %s: %d %s%n%s"
          .formatted(
              request,
              portName,
              answer.status(),
              answer.headers().get("content-type"),
              body.replace(":" + port, ":PORT"));
    }
  }

  /** The flag of Spring's own that would have it take them whatever the settings are. */
  @Test
  void nobodyCanInsistOnThem(CapturedOutput output) throws IOException {
    System.setProperty(AotDetector.AOT_ENABLED, "true");

    try (ConfigurableApplicationContext context =
        start("--qudiffuse.security.api-keys.alice=a-key-that-is-long-enough")) {
      assertThat(answer(context, "local.server.port", "GET /models")).contains(": 401 ");
    }
    assertThat(output).contains("Starting Application").doesNotContain("AOT-processed");
  }

  @Test
  void theModelHasBegunBeforeTheBeans() {
    try (ConfigurableApplicationContext context = start()) {
      assertThat(context.getBeanFactory().containsSingleton("earlyStart")).isTrue();
    }
  }

  @Test
  void theDescriptionIsMadeWhenItIsAskedFor() throws IOException {
    try (ConfigurableApplicationContext context = start()) {
      List<String> ofDescription =
          Stream.of(ObjectMapperProvider.class, AbstractOpenApiResource.class, OpenAPI.class)
              .flatMap(type -> Arrays.stream(context.getBeanNamesForType(type, true, false)))
              .toList();

      assertThat(ofDescription)
          .hasSize(3)
          .noneMatch(name -> context.getBeanFactory().containsSingleton(name));
      assertThat(answer(context, "local.server.port", "GET /v3/api-docs")).contains(": 200 ");
      assertThat(ofDescription).allMatch(name -> context.getBeanFactory().containsSingleton(name));
    }
  }

  /** What else the libraries here could write. */
  @Test
  void bodiesAreNoXmlAndNoYaml() {
    try (ConfigurableApplicationContext context = start()) {
      assertThat(context.getBean(RequestMappingHandlerAdapter.class).getMessageConverters())
          .flatExtracting(HttpMessageConverter::getSupportedMediaTypes)
          .contains(MediaType.APPLICATION_JSON)
          .noneMatch(type -> type.getSubtype().matches("xml|yaml|cbor|smile"));
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
    assertThat(pageWith()).contains(": 200 ");
    assertThat(pageWith("--springdoc.swagger-ui.enabled=false")).contains(": 404 ");
    assertThat(output).contains("Starting AOT-processed Application", "Starting Application");
  }

  private String pageWith(String... settings) throws IOException {
    try (ConfigurableApplicationContext context = start(settings)) {
      return answer(context, "local.server.port", "GET /swagger-ui/index.html");
    }
  }
}
