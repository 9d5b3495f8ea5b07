package dev.qudiffuse.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service takes the chart's settings, answers where the chart looks, and has the metrics that
 * dashboard, alerts and scaling ask for.
 */
@Timeout(120)
class RunningServiceTest {

  /** Labels that Prometheus gives to whatever it reads of a pod. */
  private static final Set<String> TARGET =
      Set.of("namespace", "job", "pod", "service", "endpoint", "container", "instance");

  /** What Prometheus itself says of a target. */
  private static final String UP = "up";

  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((.*), ([a-z]+)\\)", Pattern.DOTALL);

  private static final Pattern LEGEND = Pattern.compile("\\{\\{([a-z]+)}}");

  private static final Manifests MONITORED = Chart.render(Chart.values("monitoring"));

  @TempDir private static Path folder;

  private static RunningService service;
  private static Scrape scrape;

  /** One thread and room for one image, so that some of a few callers are turned away. */
  @BeforeAll
  static void drawAndBeRefused() throws Exception {
    service =
        new RunningService(
            Chart.render(Chart.yaml("settings: {threads: 1, queueCapacity: 1}")), folder);
    assertThat(service.generate("digit=3").statusCode()).isEqualTo(200);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<HttpResponse<byte[]>> call = () -> service.generate("digit=3&steps=100&size=28");
      List<Future<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        answers.add(callers.submit(call));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<HttpResponse<byte[]>> answer : answers) {
        statuses.add(answer.get().statusCode());
      }
      assertThat(statuses).containsOnly(200, 503).contains(200, 503);
    }
    scrape = Scrape.parse(service.get("management", "/actuator/prometheus").body());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"startupProbe", "readinessProbe", "livenessProbe"})
  void whereAProbeLooksTheServiceAnswers(String probe) throws Exception {
    JsonNode get =
        Chart.render(Chart.values("default"))
            .one("Deployment")
            .at("/spec/template/spec/containers/0/" + probe + "/httpGet");

    HttpResponse<String> answer =
        service.get(get.path("port").asString(), get.path("path").asString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void whereTheMonitorLooksAreMetrics() throws Exception {
    JsonNode endpoint = MONITORED.one("ServiceMonitor").at("/spec/endpoints/0");
    JsonNode port = MONITORED.one("Service", "-management").at("/spec/ports/0");

    assertThat(port.path("name")).isEqualTo(endpoint.path("port"));
    assertThat(
            service
                .get(port.path("targetPort").asString(), endpoint.path("path").asString())
                .body())
        .contains("qudiffuse_queue_waiting");
  }

  /** Where a query is, and the query. */
  static Stream<Arguments> queries() {
    Stream<Arguments> alerts =
        MONITORED
            .one("PrometheusRule")
            .at("/spec/groups/0/rules")
            .valueStream()
            .map(rule -> Arguments.of(rule.path("alert").asString(), rule.path("expr").asString()));
    Stream<Arguments> panels =
        dashboard()
            .path("panels")
            .valueStream()
            .flatMap(
                panel ->
                    panel
                        .path("targets")
                        .valueStream()
                        .map(
                            target ->
                                Arguments.of(
                                    panel.path("title").asString(),
                                    target.path("expr").asString())));
    Stream<Arguments> scaling =
        Stream.of(
            Arguments.of(
                "ScaledObject",
                MONITORED.one("ScaledObject").at("/spec/triggers/1/metadata/query").asString()),
            Arguments.of(
                "HorizontalPodAutoscaler",
                Chart.render(Chart.values("gateway"))
                    .one("HorizontalPodAutoscaler")
                    .at("/spec/metrics/1/pods/metric/name")
                    .asString()));
    return Stream.of(alerts, panels, scaling).flatMap(one -> one);
  }

  private static JsonNode dashboard() {
    return JsonMapper.shared()
        .readTree(MONITORED.one("ConfigMap", "-dashboard").at("/data/qudiffuse.json").asString());
  }

  @ParameterizedTest
  @MethodSource("queries")
  void aQueryReadsWhatTheServiceReallyTells(String where, String query) {
    PromQuery parsed = PromQuery.parse(query.replace("$__rate_interval", "5m"));

    assertThat(parsed.selectors()).isNotEmpty();
    parsed.selectors().forEach(RunningServiceTest::assertReal);
    assertThat(parsed.groupedBy())
        .allSatisfy(
            label ->
                assertThat(parsed.selectors())
                    .anyMatch(selector -> labels(selector).contains(label)));
  }

  private static void assertReal(PromQuery.Selector selector) {
    if (selector.metric().equals(UP)) {
      return;
    }
    assertThat(scrape.of(selector.metric())).as(selector.metric()).isNotEmpty();
    assertThat(selector.matchers())
        .filteredOn(matcher -> !TARGET.contains(matcher.label()))
        .allSatisfy(
            matcher ->
                assertThat(scrape.of(selector.metric()))
                    .as("%s", matcher)
                    .anyMatch(
                        series ->
                            series.labels().containsKey(matcher.label())
                                && matcher.matches(series.labels().get(matcher.label()))));
  }

  private static Set<String> labels(PromQuery.Selector selector) {
    Set<String> labels = new HashSet<>(TARGET);
    scrape.of(selector.metric()).forEach(series -> labels.addAll(series.labels().keySet()));
    return labels;
  }

  @Test
  void theDashboardsVariablesReadWhatTheServiceReallyTells() {
    List<JsonNode> variables = dashboard().at("/templating/list").valueStream().toList();
    List<String> names =
        variables.stream().map(variable -> "$" + variable.path("name").asString()).toList();

    assertThat(names).containsExactly("$datasource", "$namespace", "$job", "$pod");
    assertThat(variables.subList(1, variables.size()))
        .allSatisfy(
            variable -> {
              MatchResult call =
                  LABEL_VALUES
                      .matcher(variable.at("/query/query").asString())
                      .results()
                      .findFirst()
                      .orElseThrow();
              PromQuery.parse(call.group(1)).selectors().forEach(RunningServiceTest::assertReal);
              assertThat(TARGET).contains(call.group(2));
            });
  }

  @Test
  void legendsNameLabelsThatAreThere() {
    dashboard()
        .findValues("targets")
        .forEach(
            targets ->
                targets.forEach(
                    target -> {
                      List<String> grouped =
                          PromQuery.parse(
                                  target.path("expr").asString().replace("$__rate_interval", "5m"))
                              .groupedBy();
                      assertThat(
                              LEGEND
                                  .matcher(target.path("legendFormat").asString())
                                  .results()
                                  .map(label -> label.group(1)))
                          .isSubsetOf(grouped);
                    }));
  }

  @Test
  void aFullQueueAndAModelThatIsReadyAreSeen() {
    assertThat(scrape.of("qudiffuse_refused_total"))
        .filteredOn(series -> "queue-full".equals(series.labels().get("reason")))
        .singleElement()
        .satisfies(series -> assertThat(series.value()).isPositive());
    assertThat(scrape.of("qudiffuse_model_ready"))
        .singleElement()
        .satisfies(series -> assertThat(series.value()).isEqualTo(1));
    assertThat(scrape.of("http_server_requests_seconds_bucket"))
        .anyMatch(series -> "10.0".equals(series.labels().get("le")));
  }

  /** Whatever else is imported; of two forms of one setting the service takes either. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{spring: {config: {import: 'optional:file:/nowhere.yaml'}}}",
        "{spring.config.import: 'optional:file:/nowhere.yaml'}"
      })
  void theKeysOfTheSecretLetIn(String extraSettings, @TempDir Path other) throws Exception {
    ObjectNode values = Chart.values("gateway");
    values.set("extraSettings", Chart.yaml(extraSettings));
    try (var guarded = new RunningService(Chart.render(values), other)) {
      assertThat(guarded.generate("digit=3").statusCode()).isEqualTo(401);
      assertThat(guarded.generate("digit=3", "X-API-Key", "a-key-of-bob-0002").statusCode())
          .isEqualTo(200);
      assertThat(guarded.get("http", "/readyz").statusCode()).isEqualTo(200);
      assertThat(guarded.get("management", "/actuator/prometheus").statusCode()).isEqualTo(200);
    }
  }
}
