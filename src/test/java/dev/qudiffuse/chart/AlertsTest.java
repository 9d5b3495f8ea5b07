package dev.qudiffuse.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever gets an alert, or routes it, knows which release it is of. */
class AlertsTest {

  private static final List<JsonNode> ALERTS =
      Chart.render(Chart.values("monitoring"))
          .one("PrometheusRule")
          .at("/spec/groups/0/rules")
          .valueStream()
          .toList();

  @Test
  void anAlertSaysOfWhichReleaseItIs() {
    assertThat(ALERTS)
        .hasSizeGreaterThan(3)
        .allSatisfy(
            alert -> {
              assertThat(alert.at("/labels/namespace").asString()).isEqualTo(Chart.NAMESPACE);
              assertThat(alert.at("/labels/release").asString()).isEqualTo(Chart.RELEASE);
              assertThat(alert.at("/labels/severity").asString()).isIn("warning", "critical");
              assertThat(alert.at("/annotations/summary").asString())
                  .startsWith("Release digits in namespace drawing: ");
            });
  }

  @Test
  void prometheusFillsInWhatItMeasured() {
    assertThat(ALERTS)
        .extracting(alert -> alert.at("/annotations/summary").asString())
        .anyMatch(summary -> summary.contains("Pod {{ $labels.pod }} has no model"))
        .anyMatch(summary -> summary.contains("{{ $value | humanizePercentage }} of the requests"));
  }
}
