package dev.qudiffuse.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Helm finds nothing wrong with the chart, and Kubernetes nothing with what comes of it. */
class ManifestTest {

  private static final Map<String, KubernetesSchemas> SCHEMAS =
      Chart.KUBERNETES.stream()
          .collect(Collectors.toMap(version -> version, KubernetesSchemas::new));

  private static final String IMAGE_MODEL = "image-model";

  @Test
  void helmFindsNothingToComplainOf() {
    var result = Chart.lint();

    assertThat(result.isFailed()).isFalse();
    assertThat(result.getMessages()).containsExactly("[INFO] Chart.yaml: icon is recommended");
  }

  private static List<String> problems(String version, JsonNode object) {
    return Objects.requireNonNull(SCHEMAS.get(version)).problems(object);
  }

  static Stream<Arguments> setsAndVersions() {
    return Chart.valueSets().stream()
        .flatMap(
            set ->
                Chart.KUBERNETES.stream()
                    .filter(version -> !(set.equals(IMAGE_MODEL) && version.equals("1.30.0")))
                    .map(version -> Arguments.of(set, version)));
  }

  @ParameterizedTest
  @MethodSource("setsAndVersions")
  void everyObjectIsAsKubernetesWantsIt(String set, String version) {
    List<ObjectNode> objects = Chart.render(Chart.values(set), version).all();

    assertThat(objects).hasSizeGreaterThan(5);
    assertThat(objects)
        .allSatisfy(object -> assertThat(problems(version, object)).as("%s", object).isEmpty());
  }

  @Test
  void theSetsTogetherMakeEveryKindOfObject() {
    assertThat(
            Chart.valueSets().stream()
                .flatMap(set -> Chart.render(Chart.values(set)).all().stream())
                .map(object -> object.path("kind").asString())
                .distinct())
        .containsExactlyInAnyOrder(
            "ConfigMap",
            "Deployment",
            "HTTPRoute",
            "HorizontalPodAutoscaler",
            "Ingress",
            "Job",
            "NetworkPolicy",
            "Pod",
            "PodDisruptionBudget",
            "PrometheusRule",
            "ScaledObject",
            "Secret",
            "Service",
            "ServiceAccount",
            "ServiceMonitor");
  }

  @Test
  void byDefaultNothingIsMadeThatNotEveryClusterKnows() {
    assertThat(Chart.render(Chart.values("default")).all())
        .extracting(object -> object.path("apiVersion").asString())
        .containsOnly("v1", "apps/v1", "networking.k8s.io/v1", "policy/v1");
  }

  @Test
  void namesAreSetOnceAndCarryTheSameLabels() {
    for (String set : Chart.valueSets()) {
      List<ObjectNode> objects = Chart.render(Chart.values(set)).all();
      assertThat(objects)
          .extracting(object -> object.path("kind").asString() + " " + Manifests.nameOf(object))
          .doesNotHaveDuplicates();
      assertThat(objects)
          .allSatisfy(
              object ->
                  assertThat(object.at("/metadata/labels").propertyNames())
                      .contains(
                          "app.kubernetes.io/name",
                          "app.kubernetes.io/instance",
                          "app.kubernetes.io/component",
                          "helm.sh/chart"));
    }
  }

  /** A key that came twice would be refused when it is read here, and by Kubernetes. */
  @Test
  void labelsThatAreGivenTwiceAreSetOnceAndTheChartsOwnStay() {
    ObjectNode values = Chart.values("monitoring");
    String given =
        """
        {shared: %1$s, of-%1$s: x, helm.sh/chart: other, app.kubernetes.io/component: other,
        checksum/settings: none}
        """;
    values.set("commonLabels", Chart.yaml(given.formatted("common")));
    values.set("podLabels", Chart.yaml(given.formatted("pod")));
    values.set("podAnnotations", Chart.yaml(given.formatted("annotation")));
    for (String group : List.of("serviceMonitor", "prometheusRule", "dashboard")) {
      values.withObjectProperty(group).set("labels", Chart.yaml(given.formatted(group)));
    }
    values.set("samplingJob", Chart.yaml("{enabled: true, claimName: datasets}"));

    Manifests all = Chart.render(values);
    JsonNode pod = all.one("Deployment").at("/spec/template/metadata");
    assertLabels(all.one("Service").at("/metadata/labels"), "common", "server");
    assertLabels(pod.path("labels"), "pod", "server");
    assertLabels(all.one("ServiceMonitor").at("/metadata/labels"), "serviceMonitor", "management");
    assertLabels(all.one("PrometheusRule").at("/metadata/labels"), "prometheusRule", "management");
    assertLabels(
        all.one("ConfigMap", "-dashboard").at("/metadata/labels"), "dashboard", "management");
    assertThat(pod.path("annotations").path("shared").asString()).isEqualTo("annotation");
    assertThat(pod.path("annotations").path("checksum/settings").asString()).hasSize(64);
    JsonNode drawing =
        all.ofKind("Job").findFirst().orElseThrow().at("/spec/template/metadata/labels");
    assertThat(drawing.path("shared").asString()).isEqualTo("pod");
    assertThat(drawing.path("app.kubernetes.io/component").asString()).isEqualTo("sampling");
  }

  private static void assertLabels(JsonNode labels, String nearest, String component) {
    assertThat(labels.path("shared").asString()).isEqualTo(nearest);
    assertThat(labels.has("of-common")).isTrue();
    assertThat(labels.has("of-" + nearest)).isTrue();
    assertThat(labels.path("app.kubernetes.io/component").asString()).isEqualTo(component);
    assertThat(labels.path("helm.sh/chart").asString()).startsWith("qudiffuse-");
  }

  /** So that the schemas above are known to refuse anything at all. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Deployment    | /spec                              | replica
          Deployment    | /spec/template/spec                | hostNetworks
          Deployment    | /spec/template/spec/containers/0   | livenesProbe
          Service       | /spec/ports/0                      | targetport
          HTTPRoute     | /spec/rules/0                      | timeout
          HTTPRoute     | /spec/rules/0/filters/0/urlRewrite | prefix
          ServiceMonitor| /spec/endpoints/0                  | intervals
          PrometheusRule| /spec/groups/0/rules/0             | expression
          ScaledObject  | /spec/triggers/0                   | kind
          NetworkPolicy | /spec                              | egresses
          """)
  void anUnknownFieldIsNoticed(String kind, String where, String field) {
    String set = kind.matches("HTTPRoute|NetworkPolicy|Service") ? "gateway" : "monitoring";
    ObjectNode object = Chart.render(Chart.values(set)).ofKind(kind).findFirst().orElseThrow();
    ((ObjectNode) object.at(where)).put(field, "x");

    assertThat(Chart.KUBERNETES)
        .allSatisfy(
            version ->
                assertThat(problems(version, object))
                    .singleElement()
                    .asString()
                    .contains("property '" + field + "' is not defined"));
  }

  @Test
  void anOciImageIsNoModelWhereKubernetesCannotMountIt() {
    assertThatThrownBy(() -> Chart.render(Chart.values(IMAGE_MODEL), "1.30.0"))
        .hasMessageContaining(
            "model.source: expected persistentVolumeClaim or builtin before Kubernetes 1.33,"
                + " which has no image volumes, got image on v1.30.0");
  }

  @Test
  void anOldKubernetesIsRefused() {
    assertThatThrownBy(() -> Chart.render(Chart.values("default"), "1.29.9"))
        .hasMessageContaining("chart requires kubeVersion: >=1.30.0-0")
        .hasMessageContaining("1.29.9");
  }

  @Test
  void theNotesSayHowToReachIt() {
    assertThat(Chart.notes(Chart.values("default")))
        .contains(
            "rollout status deployment/digits-qudiffuse",
            "port-forward service/digits-qudiffuse 8080:80",
            "curl 'localhost:8080/generate?digit=3&seed=42' -o three.png",
            "helm test digits --namespace drawing",
            "Anybody who reaches it may use it");
    assertThat(Chart.notes(Chart.values("gateway")))
        .contains(
            "curl -H 'X-API-Key: KEY' 'https://digits.example.com/digits/generate?digit=3&seed=42'")
        .doesNotContain("port-forward", "Anybody");
    assertThat(Chart.notes(Chart.values("models")))
        .contains(
            "curl -H 'Authorization: Bearer TOKEN' 'https://digits.example.com/generate?digit=3",
            "A job draws 60000 digits in 10 shards into the claim datasets");
  }

  @Test
  void theChartIsOfTheProgramsVersion() {
    JsonNode chart = Chart.read(Chart.FOLDER.resolve("Chart.yaml"));

    assertThat(Path.of("pom.xml"))
        .content()
        .containsPattern(
            "<artifactId>qudiffuse</artifactId>\\s*<version>%s(-SNAPSHOT)?</version>"
                .formatted(Pattern.quote(chart.path("appVersion").asString())));
    assertThat(chart.path("kubeVersion").asString())
        .isEqualTo(">=%s-0", Chart.KUBERNETES.getFirst());
  }
}
