package dev.qudiffuse.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.ShippedSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the pods may do, what they are given, and how they end. */
class PodTest {

  /** The user and group of the image. */
  private static final long USER = 10001;

  /** Kinds of volumes that the Pod Security Standard "restricted" knows, and image volumes. */
  private static final Set<String> VOLUMES =
      Set.of("configMap", "secret", "emptyDir", "persistentVolumeClaim", "image");

  static Stream<Arguments> pods() {
    return Chart.valueSets().stream()
        .flatMap(set -> Chart.render(Chart.values(set)).pods().map(pod -> Arguments.of(set, pod)));
  }

  @ParameterizedTest
  @MethodSource("pods")
  void aPodIsWhatThePodSecurityStandardRestrictedAsksFor(String set, Manifests.Pod pod) {
    JsonNode spec = pod.spec();
    JsonNode context = spec.path("securityContext");

    assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
    assertThat(context.path("runAsUser").asLong()).isEqualTo(USER);
    assertThat(context.path("runAsGroup").asLong()).isEqualTo(USER);
    assertThat(context.at("/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
    assertThat(spec.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(spec.path("enableServiceLinks").asBoolean(true)).isFalse();
    assertThat(spec.propertyNames()).doesNotContain("hostNetwork", "hostPID", "hostIPC");
    assertThat(spec.path("volumes").valueStream())
        .allSatisfy(
            volume ->
                assertThat(volume.propertyNames().stream().filter(name -> !name.equals("name")))
                    .isSubsetOf(VOLUMES));
    assertThat(pod.containers()).hasSize(1).allSatisfy(PodTest::assertRestricted);
  }

  private static void assertRestricted(JsonNode container) {
    JsonNode context = container.path("securityContext");
    assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(context.at("/capabilities/drop").valueStream().map(JsonNode::asString))
        .containsExactly("ALL");
    assertThat(context.propertyNames())
        .doesNotContain("privileged", "runAsUser", "runAsNonRoot", "procMount", "seLinuxOptions");
    assertThat(context.path("capabilities").has("add")).isFalse();
    assertThat(container.at("/resources/requests").propertyNames()).contains("cpu", "memory");
    assertThat(container.at("/resources/limits").propertyNames()).contains("memory");
  }

  @ParameterizedTest
  @MethodSource("pods")
  void whatIsMountedIsThereAndOnlyDataAndTheFolderForTemporaryFilesCanBeWritten(
      String set, Manifests.Pod pod) {
    List<JsonNode> mounts =
        pod.containers().flatMap(one -> one.path("volumeMounts").valueStream()).toList();

    assertThat(mounts)
        .extracting(mount -> mount.path("name").asString())
        .containsExactlyInAnyOrderElementsOf(
            pod.spec().path("volumes").valueStream().map(v -> v.path("name").asString()).toList());
    assertThat(mounts)
        .filteredOn(mount -> !mount.path("readOnly").asBoolean())
        .extracting(mount -> mount.path("mountPath").asString())
        .isSubsetOf("/tmp", "/data");
  }

  @ParameterizedTest
  @MethodSource("pods")
  void servicesSelectTheServersPodsAndNoOthers(String set, Manifests.Pod pod) {
    Manifests all = Chart.render(Chart.values(set));
    JsonNode labels =
        pod.object().path("kind").asString().equals("Pod")
            ? pod.object().at("/metadata/labels")
            : pod.object().at("/spec/template/metadata/labels");
    boolean server = pod.object().path("kind").asString().equals("Deployment");

    assertThat(
            Stream.of(
                all.one("Service").at("/spec/selector"),
                all.one("Service", "-management").at("/spec/selector"),
                all.one("Deployment").at("/spec/selector/matchLabels"),
                all.one("PodDisruptionBudget").at("/spec/selector/matchLabels"),
                all.one("NetworkPolicy").at("/spec/podSelector/matchLabels")))
        .allSatisfy(
            selector ->
                assertThat(labels.properties().containsAll(selector.properties()))
                    .isEqualTo(server));
  }

  @Test
  void theServiceAccountHasNoToken() {
    assertThat(
            Chart.render(Chart.values("default"))
                .one("ServiceAccount")
                .path("automountServiceAccountToken")
                .asBoolean(true))
        .isFalse();
  }

  @Test
  void aPodIsGivenTheTimeForItsSleepTheDelayAndTheDrainAndMore() {
    Duration drain =
        DurationStyle.detectAndParse(
            ShippedSettings.get("spring.lifecycle.timeout-per-shutdown-phase"));
    Manifests standard = Chart.render(Chart.values("default"));
    JsonNode pod = standard.one("Deployment").at("/spec/template/spec");
    Duration sleep =
        Duration.ofSeconds(pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asLong());

    assertThat(sleep).isPositive();
    assertThat(Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong()))
        .isGreaterThan(sleep.plus(delay(settings(standard))).plus(drain));
    assertThat(delay(settings(standard))).isPositive();
    assertThat(drain(settings(standard))).as("the service's own default").isEqualTo(drain);

    JsonNode patient =
        Chart.yaml("{shutdown: {preStopSeconds: 15, delaySeconds: 7, drainSeconds: 90}}");
    Manifests longer = Chart.render(patient);
    assertThat(
            longer
                .one("Deployment")
                .at("/spec/template/spec/terminationGracePeriodSeconds")
                .asInt())
        .as("with the 12 s that a collector may hold it up, and more")
        .isEqualTo(132);
    assertThat(drain(settings(longer))).isEqualTo(Duration.ofSeconds(90));
    assertThat(delay(settings(longer))).isEqualTo(Duration.ofSeconds(7));
  }

  private static Duration delay(JsonNode settings) {
    return DurationStyle.detectAndParse(settings.at("/qudiffuse/shutdown-delay").asString());
  }

  private static Duration drain(JsonNode settings) {
    return DurationStyle.detectAndParse(
        settings.at("/spring/lifecycle/timeout-per-shutdown-phase").asString());
  }

  private static JsonNode settings(Manifests manifests) {
    return Chart.yaml(manifests.one("ConfigMap").at("/data/application.yaml").asString());
  }

  @Test
  void portsAreTheServices() {
    assertThat(ShippedSettings.read()).as("so it is 8080").doesNotContainKey("server.port");
    int management = Integer.parseInt(ShippedSettings.get("management.server.port"));
    Manifests all = Chart.render(Chart.values("gateway"));

    assertThat(
            all.one("Deployment")
                .at("/spec/template/spec/containers/0/ports")
                .valueStream()
                .map(port -> port.path("containerPort").asInt()))
        .containsExactly(8080, management);
    assertThat(
            all.one("NetworkPolicy")
                .at("/spec/ingress")
                .valueStream()
                .map(rule -> rule.at("/ports/0/port").asInt()))
        .containsExactly(8080, management);
    assertThat(all.one("Service").at("/spec/ports").valueStream())
        .singleElement()
        .extracting(port -> port.path("targetPort").asString())
        .isEqualTo("http");
    assertThat(all.one("HTTPRoute").at("/spec/rules/0/backendRefs/0/port"))
        .isEqualTo(all.one("Service").at("/spec/ports/0/port"));
  }

  @Test
  void routesWaitLongerThanTheServiceWorks() {
    JsonNode values = Chart.values("gateway");
    Manifests all = Chart.render(values);
    Duration deadline =
        DurationStyle.detectAndParse(settings(all).at("/qudiffuse/deadline").asString());

    assertThat(all.one("HTTPRoute").at("/spec/rules/0/timeouts").valueStream())
        .hasSize(2)
        .allSatisfy(
            timeout ->
                assertThat(DurationStyle.detectAndParse(timeout.asString()))
                    .isGreaterThan(deadline));
  }

  @Test
  void aRouteWithoutAPrefixChangesNothing() {
    JsonNode values = Chart.yaml("{httpRoute: {enabled: true, parentRefs: [{name: public}]}}");

    JsonNode rules = Chart.render(values).one("HTTPRoute").at("/spec/rules");
    assertThat(rules).hasSize(1);
    assertThat(rules.get(0).propertyNames())
        .containsExactlyInAnyOrder("matches", "timeouts", "backendRefs");
  }

  @Test
  void aRouteWithAPrefixLeadsFromItsBareNameToItsFolder() {
    JsonNode rule = Chart.render(Chart.values("gateway")).one("HTTPRoute").at("/spec/rules/1");

    assertThat(rule.path("matches"))
        .isEqualTo(Chart.yaml("matches: [{path: {type: Exact, value: /digits}}]").path("matches"));
    assertThat(rule.at("/filters/0/requestRedirect/path"))
        .isEqualTo(Chart.yaml("{type: ReplaceFullPath, replaceFullPath: /digits/}"));
    assertThat(rule.has("backendRefs")).as("which a redirect must not have").isFalse();
  }

  /** A JVM that has no limit would see all processors of the node. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          requests: {cpu: 1}                    | -XX:ActiveProcessorCount=1 -XX:+ExitOnOutOfMemoryError
          requests: {cpu: 500m}                 | -XX:ActiveProcessorCount=1 -XX:+ExitOnOutOfMemoryError
          requests: {cpu: 1500m}                | -XX:ActiveProcessorCount=2 -XX:+ExitOnOutOfMemoryError
          requests: {cpu: 2.5}                  | -XX:ActiveProcessorCount=3 -XX:+ExitOnOutOfMemoryError
          requests: {cpu: "4"}                  | -XX:ActiveProcessorCount=4 -XX:+ExitOnOutOfMemoryError
          {requests: {cpu: 1}, limits: {cpu: 2}}| -XX:+ExitOnOutOfMemoryError
          """)
  void theJvmKnowsHowManyProcessorsItHas(String resources, String options) {
    JsonNode values =
        JsonMapper.shared().createObjectNode().set("resources", Chart.yaml(resources));

    JsonNode environment =
        Chart.render(values).one("Deployment").at("/spec/template/spec/containers/0/env");
    assertThat(
            environment
                .valueStream()
                .filter(one -> one.path("name").asString().equals("JDK_JAVA_OPTIONS"))
                .map(one -> one.path("value").asString())
                .findFirst()
                .orElse(""))
        .isEqualTo(options);
  }

  @Test
  void newSettingsOrKeysMeanNewPods() {
    assertThat(checksums("{}")).isEqualTo(checksums("{replicas: 3}"));
    assertThat(checksums("{settings: {steps: 21}}")).isNotEqualTo(checksums("{}"));
    assertThat(checksums("{extraSettings: {logging: {level: {root: warn}}}}"))
        .isNotEqualTo(checksums("{}"));
    assertThat(checksums("{apiKeys: {keys: {alice: a-key-of-alice-01}}}"))
        .isNotEqualTo(checksums("{apiKeys: {keys: {alice: a-key-of-alice-02}}}"));
  }

  private static JsonNode checksums(String values) {
    return Chart.render(Chart.yaml(values))
        .one("Deployment")
        .at("/spec/template/metadata/annotations");
  }

  @Test
  void aScaledDeploymentHasNoNumberOfItsOwn() {
    assertThat(Chart.render(Chart.yaml("{}")).one("Deployment").at("/spec/replicas").asInt())
        .isEqualTo(2);
    assertThat(List.of("hpa", "keda"))
        .allSatisfy(
            type ->
                assertThat(
                        Chart.render(Chart.yaml("{autoscaling: {type: " + type + "}}"))
                            .one("Deployment")
                            .path("spec")
                            .has("replicas"))
                    .isFalse());
  }

  @Test
  void byDefaultPodsCallNobodyAndWithACollectorOnlyItAndTheNameServer() {
    assertThat(egressPorts("default")).isEmpty();
    assertThat(egressPorts("monitoring")).containsExactly(53, 53, 4318);
    assertThat(egressPorts("models")).containsExactly(53, 53, 443);
  }

  private static List<Integer> egressPorts(String set) {
    JsonNode policy = Chart.render(Chart.values(set)).one("NetworkPolicy").path("spec");
    assertThat(policy.path("policyTypes").valueStream().map(JsonNode::asString))
        .containsExactly("Ingress", "Egress");
    return policy
        .path("egress")
        .valueStream()
        .flatMap(rule -> rule.path("ports").valueStream())
        .map(port -> port.path("port").asInt())
        .toList();
  }

  @Test
  void theManagementIsForThoseWhoMonitorAlone() {
    JsonNode rules = Chart.render(Chart.values("default")).one("NetworkPolicy").at("/spec/ingress");

    assertThat(rules.get(0).has("from")).as("requests from anybody").isFalse();
    assertThat(rules.get(1).at("/from/0/namespaceSelector/matchLabels").properties())
        .singleElement()
        .hasToString("kubernetes.io/metadata.name=\"monitoring\"");
  }
}
