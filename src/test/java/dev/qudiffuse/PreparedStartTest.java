package dev.qudiffuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.config.UnusedBeans;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springdoc.api.AbstractOpenApiResource;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.aot.AotDetector;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.EndpointExtension;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.jackson.JacksonComponent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.boot.web.servlet.ServletRegistration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.stereotype.Controller;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.RestController;
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

  /**
   * What a start from prepared beans does not look at, to find what is annotated: configurations,
   * and methods that make beans.
   */
  @Test
  void whatIsAnnotatedIsTheSame() {
    List<Set<String>> prepared = annotated();
    System.setProperty(AotDetector.AOT_ENABLED, "false");
    List<Set<String>> found = annotated();

    assertThat(prepared).isEqualTo(found);
    assertThat(found.subList(0, 3)).allSatisfy(names -> assertThat(names).hasSizeGreaterThan(1));
  }

  /** By kind of annotation: all that Spring looks for among the beans of a service. */
  private List<Set<String>> annotated() {
    try (ConfigurableApplicationContext context = start()) {
      return Stream.of(
              RestController.class,
              ControllerAdvice.class,
              Endpoint.class,
              EndpointExtension.class,
              JacksonComponent.class,
              FilterRegistration.class,
              ServletRegistration.class)
          .map(
              kind -> (Set<String>) new TreeSet<>(List.of(context.getBeanNamesForAnnotation(kind))))
          .toList();
    }
  }

  /** A start from prepared beans takes no others for settings. */
  @Test
  void whatHoldsSettingsIsCalledSo() {
    System.setProperty(AotDetector.AOT_ENABLED, "false");
    try (ConfigurableApplicationContext context = start()) {
      assertThat(ConfigurationPropertiesBean.getAll(context).values())
          .hasSizeGreaterThan(20)
          .allSatisfy(
              settings ->
                  assertThat(Objects.requireNonNull(settings.getInstance()).getClass().getName())
                      .endsWith("Properties"));
    }
  }

  /** In names only, since all controllers are looked for where a name says that one may be. */
  @Test
  void noConfigurationIsAController() {
    System.setProperty(AotDetector.AOT_ENABLED, "false");
    try (ConfigurableApplicationContext context = start()) {
      assertThat(context.getBeansWithAnnotation(Controller.class).values())
          .hasSizeGreaterThan(5)
          .allSatisfy(
              controller ->
                  assertThat(controller.getClass().getSimpleName())
                      .doesNotContain("Configuration"));
    }
  }

  /** None of its beans does anything here, and none has gone by another name since. */
  @Test
  void whatIsLeftOutIsWhatSpringWouldHave(CapturedOutput output) {
    System.setProperty(AotDetector.AOT_ENABLED, "false");
    try (ConfigurableApplicationContext context =
        start("--logging.level.dev.qudiffuse.config.UnusedBeans=debug")) {
      assertThat(UnusedBeans.NAMES)
          .allSatisfy(name -> assertThat(output).contains("Left out: " + name))
          .noneMatch(context::containsBeanDefinition);
      assertThat(output)
          .as("for each port")
          .containsPattern("(?s)(Left out: \\S+internalEventListenerProcessor.*){2}");
      assertThat(context.getBeanDefinitionNames())
          .as("beans with methods that listen to events")
          .noneMatch(name -> listens(context.getType(name)));
    }
  }

  private static boolean listens(@Nullable Class<?> type) {
    return type != null
        && Arrays.stream(ReflectionUtils.getAllDeclaredMethods(type))
            .anyMatch(method -> AnnotatedElementUtils.hasAnnotation(method, EventListener.class));
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
