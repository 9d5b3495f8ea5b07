package dev.qudiffuse.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings that the chart writes are ones that Spring Boot reads. */
class SettingsTest {

  private static final Set<String> KNOWN = known();

  /** What Spring Boot and its libraries say of their own settings. */
  private static Set<String> known() {
    try {
      Set<String> names = new TreeSet<>();
      ClassLoader loader = SettingsTest.class.getClassLoader();
      for (URL file :
          Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
        try (InputStream in = file.openStream()) {
          JsonMapper.shared()
              .readTree(in)
              .path("properties")
              .forEach(property -> names.add(property.path("name").asString()));
        }
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> valueSets() {
    return Chart.valueSets();
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void everySettingOfSpringIsOneThatItReads(String set) {
    assertThat(names("", settings(Chart.values(set))))
        .filteredOn(name -> !name.startsWith("qudiffuse."))
        .isNotEmpty()
        .isSubsetOf(KNOWN);
  }

  private static Stream<String> names(String prefix, JsonNode node) {
    return node.properties().stream()
        .flatMap(
            property ->
                property.getValue().isObject()
                    ? names(prefix + property.getKey() + ".", property.getValue())
                    : Stream.of(prefix + property.getKey()));
  }

  @Test
  void settingsByHandGoBeforeTheCharts() {
    JsonNode settings =
        settings(
            Chart.yaml(
                "{settings: {steps: 30}, extraSettings: {qudiffuse: {steps: 40}, server: {port: 1}}}"));

    assertThat(settings.at("/qudiffuse/steps").asInt()).isEqualTo(40);
    assertThat(settings.at("/qudiffuse/size").asInt()).isEqualTo(280);
    assertThat(settings.at("/server/port").asInt()).isEqualTo(1);
  }

  @Test
  void largeNumbersStayWhole() {
    JsonNode settings = settings(Chart.yaml("settings: {queueCapacity: 2000000}"));

    assertThat(settings.at("/qudiffuse/queue-capacity").isIntegralNumber()).isTrue();
    assertThat(settings.at("/qudiffuse/queue-capacity").asInt()).isEqualTo(2_000_000);
  }

  private static JsonNode settings(JsonNode values) {
    return Chart.yaml(
        Chart.render(values).one("ConfigMap").at("/data/application.yaml").asString());
  }
}
