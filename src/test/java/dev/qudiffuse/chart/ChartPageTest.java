package dev.qudiffuse.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What the page on Kubernetes shows are values of the chart, and every alert is explained there.
 */
class ChartPageTest {

  private static final Path PAGE = Path.of("src/docs/kubernetes.md");

  private static final Pattern HEADING = Pattern.compile("(?m)^### (\\w+)$");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern VALUE =
      Pattern.compile("(?:`|--set )([a-z][A-Za-z0-9]*(?:\\.[a-z][A-Za-z0-9]*)+)(?=[`=])");

  private static final String OF_ANOTHER_CHART = "# values of prometheus-adapter";

  @Test
  void everyAlertIsExplainedUnderItsName() throws IOException {
    List<JsonNode> alerts =
        Chart.render(Chart.values("monitoring"))
            .one("PrometheusRule")
            .at("/spec/groups/0/rules")
            .valueStream()
            .toList();

    assertThat(found(HEADING))
        .containsExactlyElementsOf(
            alerts.stream().map(alert -> alert.path("alert").asString()).toList());
    assertThat(alerts)
        .allSatisfy(
            alert ->
                assertThat(alert.at("/annotations/runbook_url").asString())
                    .endsWith("#" + alert.path("alert").asString().toLowerCase(Locale.ROOT)));
  }

  @Test
  void theValuesShownAreOnesThatTheChartTakes() throws IOException {
    List<String> shown =
        found(YAML).stream().filter(values -> !values.startsWith(OF_ANOTHER_CHART)).toList();

    assertThat(shown).hasSizeGreaterThan(3);
    assertThat(shown)
        .allSatisfy(values -> assertThat(Chart.render(Chart.yaml(values)).all()).isNotEmpty());
  }

  @Test
  void theValuesNamedAreTheCharts() throws IOException {
    JsonNode defaults = Chart.read(Chart.FOLDER.resolve("values.yaml"));
    List<String> named =
        found(VALUE).stream()
            .filter(name -> defaults.has(name.substring(0, name.indexOf('.'))))
            .toList();

    assertThat(named).contains("image.repository", "settings.queueCapacity", "jwt.issuerUri");
    assertThat(named)
        .allSatisfy(
            name ->
                assertThat(defaults.at("/" + name.replace('.', '/')).isMissingNode())
                    .as(name)
                    .isFalse());
  }

  private static List<String> found(Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(PAGE))
        .results()
        .map(result -> result.group(1))
        .toList();
  }
}
