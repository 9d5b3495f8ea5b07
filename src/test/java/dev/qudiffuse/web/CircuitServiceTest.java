package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.generation.ModelTimers;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.model.TrainedNetwork;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.descriptor.BlochVector;
import dev.qudiffuse.quantum.drawing.CircuitSvg;
import dev.qudiffuse.quantum.drawing.CircuitText;
import dev.qudiffuse.quantum.qasm.QasmProgram;
import dev.qudiffuse.quantum.qasm.QasmReader;
import dev.qudiffuse.quantum.qasm.QasmWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /circuits} over HTTP, with a small untrained network: 6 qubits, 2 layers of cluster. */
@ServiceTest
class CircuitServiceTest {

  private static final String CIRCUIT = "/circuits/custom-bottleneck";
  private static final String BOUND = CIRCUIT + "?digit=3&timestep=500";

  @TempDir private static Path folder;

  @LocalServerPort private int port;
  @LocalManagementPort private int managementPort;
  private final ModelTimers timers;
  private Client client;
  private TrainedNetwork network;

  CircuitServiceTest(@Autowired ModelTimers timers) {
    this.timers = timers;
  }

  @DynamicPropertySource
  static void model(DynamicPropertyRegistry registry) {
    registry.add("qudiffuse.model", () -> TinyModel.write(folder.resolve("tiny.safetensors")));
  }

  @BeforeEach
  void connect() {
    client = new Client(port);
    network = TrainedModel.read(folder.resolve("tiny.safetensors")).network();
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return client.send(client.request(path, headers).GET().build());
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).as(Client.text(response)).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    return JsonMapper.shared().readTree(response.body());
  }

  @Test
  void listsTheCircuitOfTheModel() throws Exception {
    JsonNode circuits = json(get("/circuits")).get("circuits");

    assertThat(circuits).hasSize(1);
    JsonNode circuit = circuits.get(0);
    assertThat(circuit.get("id").asString()).isEqualTo("custom-bottleneck");
    assertThat(circuit.get("model").asString()).isEqualTo("custom");
    assertThat(circuit.get("qubits").asInt()).isEqualTo(6);
    assertThat(circuit.get("depth").asInt()).isEqualTo(network.circuit().depth());
    assertThat(circuit.get("parameters").asInt()).isEqualTo(network.circuit().parameterCount());
    JsonNode gates = circuit.get("gates");
    assertThat(gates.get("total").asInt()).isEqualTo(network.circuit().operations().size());
    assertThat(gates.get("byKind").valueStream().mapToInt(JsonNode::asInt).sum())
        .isEqualTo(gates.get("total").asInt());
    JsonNode observables = circuit.get("observables");
    assertThat(observables.get("locality").asInt()).isEqualTo(3);
    assertThat(observables.get("perWindow").asInt()).isEqualTo(4);
    assertThat(observables.get("windows").toString())
        .isEqualTo("[[0,1,2],[1,2,3],[2,3,4],[3,4,5]]");
    assertThat(observables.get("features").asInt()).isEqualTo(17);
    assertThat(circuit.get("bound").isNull()).isTrue();
    assertThat(json(get(circuit.at("/links/self").asString()))).isEqualTo(circuit);
    assertThat(get(circuit.at("/links/model").asString()).statusCode()).isEqualTo(200);
    assertThat(get(circuit.at("/links/metrics").asString()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"3, 3, 500", "none, 10, 0", "0, 0, 999"})
  void jsonHasTheTrainedAnglesAndWhatTheyDo(String digit, int condition, int timestep)
      throws Exception {
    JsonNode bound = json(get(CIRCUIT + "?digit=" + digit + "&timestep=" + timestep)).get("bound");

    double[] angles = network.angles(condition, timestep);
    var state = new StateVector(6);
    state.setBasisState(0);
    new StateVectorSimulator().run(network.circuit(), angles, state);
    assertThat(bound.get("digit").asString()).isEqualTo(digit);
    assertThat(bound.get("timestep").asInt()).isEqualTo(timestep);
    assertThat(bound.get("angles").valueStream().mapToDouble(JsonNode::asDouble).toArray())
        .isEqualTo(angles);
    assertThat(
            bound
                .get("blochVectors")
                .valueStream()
                .map(v -> new BlochVector(at(v, "x"), at(v, "y"), at(v, "z"))))
        .isEqualTo(BlochVector.of(state))
        .hasSize(6);
  }

  private static double at(JsonNode vector, String axis) {
    return vector.get(axis).asDouble();
  }

  @Test
  void drawsSvg() throws Exception {
    HttpResponse<byte[]> plain = get(CIRCUIT, "Accept", "image/svg+xml");
    HttpResponse<byte[]> bound = get(BOUND, "Accept", "image/svg+xml");

    assertThat(plain.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
    assertThat(Client.text(plain))
        .isEqualTo(CircuitSvg.of(network.circuit(), "Circuit custom-bottleneck", 1000));
    assertThat(Client.text(bound))
        .isEqualTo(
            CircuitSvg.of(
                network.circuit(3, 500),
                "Circuit custom-bottleneck, digit 3 at timestep 500",
                1000));
  }

  @Test
  void drawsText() throws Exception {
    HttpResponse<byte[]> plain = get(CIRCUIT, "Accept", "text/plain");

    assertThat(plain.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
    assertThat(Client.text(plain)).isEqualTo(CircuitText.of(network.circuit(), 100) + "\n");
    assertThat(Client.text(get(BOUND, "Accept", "text/plain")))
        .isEqualTo(CircuitText.of(network.circuit(3, 500), 100) + "\n");
  }

  @Test
  void writesOpenQasm() throws Exception {
    HttpResponse<byte[]> plain = get(CIRCUIT, "Accept", "text/x-openqasm");
    HttpResponse<byte[]> bound = get(BOUND, "Accept", "text/x-openqasm;version=3.0");

    assertThat(plain.headers().firstValue("Content-Type").orElseThrow().split(";"))
        .containsExactlyInAnyOrder("text/x-openqasm", "version=3.0", "charset=UTF-8");
    QasmProgram program = QasmReader.read(Client.text(plain));
    assertThat(program.parameterNames())
        .isEqualTo(
            IntStream.range(0, network.circuit().parameterCount())
                .mapToObj(i -> "theta_" + i)
                .toList());
    assertThat(Client.text(bound)).isEqualTo(QasmWriter.write(network.circuit(3, 500)));
    assertThat(QasmReader.read(Client.text(bound)).circuit().parameterCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | application/json",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | application/json",
        "image/avif,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5 | image/svg+xml",
        "text/* | text/plain",
        "text/plain;q=0.5,text/x-openqasm | text/x-openqasm",
        "text/x-openqasm;version=2.0,image/svg+xml;q=0.5 | image/svg+xml",
        "application/problem+json,image/svg+xml | image/svg+xml",
        "application/json;q=0, */* | image/svg+xml",
        "application/json;q=0.1, image/*;q=0.2, */*;q=0.3 | text/plain"
      })
  void aClientGetsWhatItLikesBest(String accept, String contentType) throws Exception {
    assertThat(get(CIRCUIT, "Accept", accept).headers().firstValue("Content-Type").orElseThrow())
        .startsWith(contentType);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/jpeg", "text/x-openqasm;version=2.0", "application/json;q=0"})
  void otherFormatsAreRefused(String accept) throws Exception {
    HttpResponse<byte[]> response = get(CIRCUIT, "Accept", accept);

    assertThat(response.statusCode()).isEqualTo(406);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({
    "digit=12&timestep=0, digit, 'an integer from 0 to 9, or none', 12",
    "digit=three&timestep=0, digit, 'an integer from 0 to 9, or none', three",
    "digit=&timestep=0, digit, 'an integer from 0 to 9, or none', nothing",
    "digit=3&timestep=1000, timestep, an integer from 0 to 999, 1000",
    "digit=3&timestep=-1, timestep, an integer from 0 to 999, -1",
    "digit=3&timestep=99999999999, timestep, an integer from 0 to 999, 99999999999",
    "digit=3, timestep, 'an integer from 0 to 999, since there is a digit', nothing",
    "timestep=3, digit, 'an integer from 0 to 9, or none, since there is a timestep', nothing",
    "digit=3&digit=4&timestep=0, digit, 'an integer from 0 to 9, or none, once', 3 and 4",
    "digit=3&time=0, time, 'one of the parameters digit, timestep', an unknown name"
  })
  void aProblemNamesTheParameterWhatIsAllowedAndWhatCame(
      String query, String parameter, String allowed, String got) throws Exception {
    for (String accept :
        List.of("*/*", "image/svg+xml", "text/plain", "text/x-openqasm", "application/json")) {
      HttpResponse<byte[]> response = get(CIRCUIT + "?" + query, "Accept", accept);

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
      assertThat(Client.json(response))
          .containsEntry("type", "urn:qudiffuse:problem:invalid-parameter")
          .containsEntry("parameter", parameter)
          .containsEntry("allowed", allowed)
          .containsEntry("got", got);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "image/svg+xml", "text/plain", "text/x-openqasm"})
  void anUnknownCircuitIsNotFound(String accept) throws Exception {
    HttpResponse<byte[]> response = get("/circuits/default-bottleneck", "Accept", accept);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Client.json(response))
        .containsEntry("type", "urn:qudiffuse:problem:not-found")
        .containsEntry("title", "Not found")
        .containsEntry("status", 404)
        .containsEntry("instance", "/circuits/default-bottleneck")
        .containsEntry("detail", "circuit: expected custom-bottleneck, got default-bottleneck");
  }

  @ParameterizedTest
  @CsvSource({
    "/circuits, application/json",
    CIRCUIT + ", application/json",
    CIRCUIT + ", image/svg+xml",
    CIRCUIT + ", text/plain",
    CIRCUIT + ", text/x-openqasm",
    BOUND + ", application/json"
  })
  void cachesMayKeepItAndAsk(String path, String accept) throws Exception {
    HttpResponse<byte[]> first = get(path, "Accept", accept);
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> again = get(path, "Accept", accept, "If-None-Match", tag);
    HttpResponse<byte[]> head =
        client.send(
            client.request(path, "Accept", accept).method("HEAD", BodyPublishers.noBody()).build());

    assertThat(tag).matches("\"[0-9a-f]{64}\"");
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("max-age=300, public");
    assertThat(first.headers().allValues("Vary")).contains("Accept");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).hasValue(tag);
    assertThat(head.headers().firstValue("ETag")).hasValue(tag);
    HttpResponse<byte[]> any = get(path, "Accept", accept, "If-None-Match", "*");
    assertThat(any.statusCode()).isEqualTo(304);
    assertThat(any.headers().firstValue("ETag")).hasValue(tag);
    assertThat(get(path, "Accept", accept, "If-None-Match", "\"0\"").body())
        .isEqualTo(first.body());
  }

  @Test
  void whatIsShownDiffersInItsTag() throws Exception {
    assertThat(
            List.of(
                tag(CIRCUIT, "*/*"),
                tag(BOUND, "*/*"),
                tag(BOUND, "image/svg+xml"),
                tag(CIRCUIT + "?digit=4&timestep=500", "image/svg+xml")))
        .doesNotHaveDuplicates();
  }

  private String tag(String path, String accept) throws Exception {
    return get(path, "Accept", accept).headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void metricsCountWhatRan() throws Exception {
    JsonNode before = range(950);
    client.generate("digit=1&steps=1&guidance=1&sampler=ddim");
    client.generate("digit=1&steps=1&guidance=2&sampler=ddim");
    JsonNode after = range(950);

    assertThat(after.get("firstTimestep").asInt()).isEqualTo(950);
    assertThat(after.get("lastTimestep").asInt()).isEqualTo(999);
    assertThat(after.get("executions").asLong() - before.get("executions").asLong())
        .isEqualTo(1 + 2);
    double[] rising =
        List.of("p50Ms", "p95Ms", "p99Ms", "maxMs").stream()
            .mapToDouble(name -> after.get(name).asDouble())
            .toArray();
    assertThat(rising).isSorted();
    assertThat(rising[0]).isPositive();
    assertThat(after.get("meanMs").asDouble()).isBetween(0.0, rising[3]);
  }

  @Test
  void metricsTellTheCircuitsShareOfAStep() throws Exception {
    timers.step("custom").record(420, 25_000, 100_000);

    assertThat(range(400).get("shareOfStep").asDouble()).isBetween(0.0, 1.0);
    assertThat(Client.text(new Client(managementPort).get("/actuator/prometheus")))
        .contains("qudiffuse_step_latency_seconds_count{model=\"custom\",step=\"400\"}");
  }

  private JsonNode range(int firstTimestep) throws Exception {
    HttpResponse<byte[]> response = get("/circuits/metrics");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    JsonNode circuit = json(response).get("circuits").get(0);
    assertThat(circuit.get("id").asString()).isEqualTo("custom-bottleneck");
    assertThat(circuit.get("steps")).hasSize(20);
    return circuit.get("steps").get(firstTimestep / 50);
  }

  @Test
  void metricsTellWhatTheCircuitCanDoOnceThatIsKnown() throws Exception {
    JsonNode circuit = json(get("/circuits/metrics")).get("circuits").get(0);
    for (int i = 0; i < 600 && !circuit.get("note").isNull(); i++) {
      Thread.sleep(100);
      circuit = json(get("/circuits/metrics")).get("circuits").get(0);
    }

    assertThat(circuit.get("note").isNull()).isTrue();
    assertThat(circuit.at("/expressibility/value").asDouble()).isBetween(0.0, 1.0);
    assertThat(circuit.at("/expressibility/standardError").asDouble()).isPositive();
    // Haar-random states of six qubits have 62/65
    assertThat(circuit.at("/entanglingCapability/value").asDouble()).isCloseTo(0.95, within(0.1));
  }

  @Test
  void aScrapeShowsAHistogramWhoseTagsAreBounded() throws Exception {
    client.generate("digit=1&steps=1000&guidance=1");
    List<String> lines =
        Arrays.stream(
                Client.text(new Client(managementPort).get("/actuator/prometheus")).split("\n"))
            .filter(line -> line.startsWith("qudiffuse_circuit_latency_seconds"))
            .toList();

    List<String> buckets = lines.stream().filter(line -> line.contains("_bucket{")).toList();
    assertThat(buckets)
        .hasSize(20 * 13)
        .allMatch(
            line ->
                line.matches(
                    ".*\\{circuit=\"custom-bottleneck\",model=\"custom\",step=\"\\d{1,2}(0|5)?0?\",le=\".*"));
    assertThat(
            buckets.stream().map(line -> line.replaceAll(".*step=\"(\\d+)\".*", "$1")).distinct())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 20).mapToObj(i -> Integer.toString(50 * i)).toList());
    assertThat(lines.stream().filter(line -> line.contains("_count{")))
        .hasSize(20)
        .allSatisfy(line -> assertThat(Double.parseDouble(line.split(" ")[1])).isPositive());
    assertThat(lines).noneMatch(line -> line.contains("quantile"));
  }

  @Test
  void onlyGetIsAllowed() throws Exception {
    for (String path : List.of("/circuits", CIRCUIT, "/circuits/metrics", "/models")) {
      HttpResponse<byte[]> response =
          client.send(client.request(path).POST(BodyPublishers.noBody()).build());
      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow").orElseThrow().split(", ?"))
          .contains("GET", "HEAD");
      assertThat(Client.json(response))
          .containsEntry("status", 405)
          .containsEntry("type", "urn:qudiffuse:problem:method-not-allowed")
          .containsEntry("title", "Method not allowed")
          .containsEntry("detail", "method: expected GET, HEAD, got POST");
    }
  }
}
