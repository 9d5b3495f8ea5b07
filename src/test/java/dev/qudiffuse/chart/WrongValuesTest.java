package dev.qudiffuse.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema refuses, and in which words. */
class WrongValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replicaCount: 3                                 | additional properties 'replicaCount' not allowed
          replicas: 0                                     | at '/replicas': minimum: got 0, want 1
          replicas: two                                   | at '/replicas': got string, want integer
          image: {name: x}                                | at '/image': additional properties 'name' not allowed
          image: {repository: ''}                         | at '/image/repository': minLength: got 0, want 1
          image: {digest: latest}                         | at '/image/digest': 'latest' does not match pattern
          image: {pullPolicy: Sometimes}                  | at '/image/pullPolicy': value must be one of 'Always', 'IfNotPresent', 'Never'
          image: {pullSecrets: [registry]}                | at '/image/pullSecrets/0': got string, want object
          settings: {queuecapacity: 3}                    | at '/settings': additional properties 'queuecapacity' not allowed
          settings: {threads: -1}                         | at '/settings/threads': minimum: got -1, want 0
          settings: {queueCapacity: 0}                    | at '/settings/queueCapacity': minimum: got 0, want 1
          settings: {deadlineSeconds: 60s}                | at '/settings/deadlineSeconds': got string, want integer
          settings: {warmUp: 1 second}                    | at '/settings/warmUp': '1 second' does not match pattern
          settings: {steps: 1001}                         | at '/settings/steps': maximum: got 1,001, want 1,000
          settings: {guidance: 21}                        | at '/settings/guidance': maximum: got 21, want 20
          settings: {size: 27}                            | at '/settings/size': minimum: got 27, want 28
          settings: {sampler: euler}                      | at '/settings/sampler': value must be one of 'ddpm', 'ddim'
          extraSettings: [server]                         | at '/extraSettings': got array, want object
          model: {source: persistentVolumeClaim}          | at '/model/claimName': minLength: got 0, want 1
          model: {source: image}                          | at '/model/image/reference': minLength: got 0, want 1
          model: {source: hub}                            | at '/model/source': value must be one of 'builtin', 'persistentVolumeClaim', 'image'
          model: {file: ../x}                             | at '/model/file': '../x' does not match pattern
          model: {file: /x}                               | at '/model/file': '/x' does not match pattern
          apiKeys: {keys: {alice: short}}                 | at '/apiKeys/keys/alice': minLength: got 5, want 16
          apiKeys: {keys: {alice: ' a-key-of-alice-01'}}  | at '/apiKeys/keys/alice': ' a-key-of-alice-01' does not match pattern
          apiKeys: {keys: {Al_ice: a-key-of-alice-01}}    | invalid propertyName 'Al_ice'
          apiKeys: {existingSecret: x, keys: {a: a-key-of-alice-01}} | at '/apiKeys/keys': maxProperties: got 1, want 0
          jwt: {issuerUri: login.example.com}             | at '/jwt/issuerUri': 'login.example.com' does not match pattern
          tracing: {endpoint: 'collector:4317'}           | at '/tracing/endpoint': 'collector:4317' does not match pattern
          logFormat: json                                 | at '/logFormat': value must be one of '', 'ecs', 'gelf', 'logstash'
          resources: {requests: {cpu: one}}               | at '/resources/requests/cpu': 'one' does not match pattern
          resources: {limits: {memory: 512MB}}            | at '/resources/limits/memory': '512MB' does not match pattern
          resources: {request: {cpu: 1}}                  | at '/resources': additional properties 'request' not allowed
          jvmOptions: [Xmx1g]                             | at '/jvmOptions/0': 'Xmx1g' does not match pattern
          extraEnv: [{value: x}]                          | at '/extraEnv/0': missing property 'name'
          shutdown: {preStopSeconds: 0}                   | at '/shutdown/preStopSeconds': minimum: got 0, want 1
          shutdown: {drainSeconds: 20s}                   | at '/shutdown/drainSeconds': got string, want integer
          service: {port: 65536}                          | at '/service/port': maximum: got 65,536, want 65,535
          service: {type: ExternalName}                   | at '/service/type': value must be one of
          httpRoute: {enabled: true}                      | at '/httpRoute/parentRefs': minItems: got 0, want 1
          httpRoute: {parentRefs: [{namespace: x}]}       | at '/httpRoute/parentRefs/0': missing property 'name'
          httpRoute: {pathPrefix: digits}                 | at '/httpRoute/pathPrefix': 'digits' does not match pattern
          httpRoute: {pathPrefix: /digits/}               | at '/httpRoute/pathPrefix': '/digits/' does not match pattern
          httpRoute: {hostnames: ['https://x.org']}       | at '/httpRoute/hostnames/0': 'https://x.org' does not match pattern
          ingress: {enabled: true}                        | at '/ingress/hostnames': minItems: got 0, want 1
          autoscaling: {enabled: true}                    | at '/autoscaling': additional properties 'enabled' not allowed
          autoscaling: {type: [hpa, keda]}                | at '/autoscaling/type': value must be one of 'none', 'hpa', 'keda'
          autoscaling: {type: keda, queueDepth: 16}       | at '/autoscaling/prometheusAddress': minLength: got 0, want 1
          podDisruptionBudget: {maxUnavailable: 0}        | at '/podDisruptionBudget/maxUnavailable': minimum: got 0, want 1
          podDisruptionBudget: {maxUnavailable: half}     | at '/podDisruptionBudget/maxUnavailable': 'half' does not match pattern
          networkPolicy: {monitoringFrom: []}             | at '/networkPolicy/monitoringFrom': minItems: got 0, want 1
          prometheusRule: {enabled: true}                 | at '/serviceMonitor/enabled': value must be true
          prometheusRule: {errorRatio: 5}                 | at '/prometheusRule/errorRatio': maximum: got 5, want 1
          serviceMonitor: {interval: 30}                  | at '/serviceMonitor/interval': got number, want string
          samplingJob: {enabled: true}                    | at '/samplingJob/claimName': minLength: got 0, want 1
          samplingJob: {shards: 0}                        | at '/samplingJob/shards': minimum: got 0, want 1
          samplingJob: {seed: 1234567890123456789}        | at '/samplingJob/seed': maximum: got
          samplingJob: {seed: '1e3'}                      | at '/samplingJob/seed': '1e3' does not match pattern
          nameOverride: 1digits                           | at '/nameOverride': '1digits' does not match pattern
          """)
  void wrongValuesAreNamed(String values, String message) {
    assertThatThrownBy(() -> Chart.render(Chart.yaml(values)))
        .hasMessageContaining("values don't meet the specifications of the schema(s)")
        .hasMessageContaining(message);
  }

  /** What is allowed by itself, but not beside another value or beside what the chart sets. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          samplingJob: {enabled: true, claimName: x, count: 9} | samplingJob.count: expected at least samplingJob.shards, 10, got 9
          extraEnv: [{name: JDK_JAVA_OPTIONS, value: -Xlog:gc}] | extraEnv: expected names other than the chart's own (the JVM's flags go into jvmOptions, settings into extraSettings), got JDK_JAVA_OPTIONS
          extraEnv: [{name: SPRING_CONFIG_ADDITIONAL_LOCATION}] | got SPRING_CONFIG_ADDITIONAL_LOCATION
          extraEnv: [{name: SPRING_CONFIG_IMPORT}]              | got SPRING_CONFIG_IMPORT
          autoscaling: {type: hpa, minReplicas: 11}             | autoscaling.maxReplicas: expected at least autoscaling.minReplicas, 11, got 10
          autoscaling: {type: keda, maxReplicas: 1}             | autoscaling.maxReplicas: expected at least autoscaling.minReplicas, 2, got 1
          resources: {requests: {memory: 1Gi}}                  | resources.requests.memory: expected at most resources.limits.memory, 512Mi, got 1Gi
          resources: {limits: {memory: 500M}}                   | resources.requests.memory: expected at most resources.limits.memory, 500M, got 512Mi
          resources: {limits: {cpu: 500m}}                      | resources.requests.cpu: expected at most resources.limits.cpu, 500m, got 1
          resources: {requests: {cpu: 1.5}, limits: {cpu: '1'}} | resources.requests.cpu: expected at most resources.limits.cpu, 1, got 1.5
          samplingJob: {enabled: true, claimName: x, resources: {requests: {memory: 1Ti}}} | samplingJob.resources.requests.memory: expected at most samplingJob.resources.limits.memory, 512Mi, got 1Ti
          """)
  void valuesThatDoNotGoTogetherAreNamed(String values, String message) {
    assertThatThrownBy(() -> Chart.render(Chart.yaml(values))).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{requests: {cpu: 1000m, memory: 536870912}, limits: {cpu: 1, memory: 512Mi}}",
        "{requests: {cpu: 0.5, memory: 1Gi}, limits: {cpu: 1500m, memory: 1.1G}}",
        "{requests: {cpu: 1, memory: 999M, ephemeral-storage: 1k}, limits: {memory: 1Gi}}",
        "{requests: {memory: 1000k}, limits: {memory: 1M}}"
      })
  void aRequestMayBeWhatTheLimitIsInOtherWords(String resources) {
    assertThat(Chart.render(Chart.yaml("resources: " + resources)).all()).isNotEmpty();
  }
}
