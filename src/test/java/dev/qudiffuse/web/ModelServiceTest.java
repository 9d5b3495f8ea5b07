package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.generation.TrainedModel;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /models} over HTTP, with the model in the jar. */
@ServiceTest
class ModelServiceTest {

  @LocalServerPort private int port;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client(port);
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<byte[]> response = client.get(path);
    assertThat(response.statusCode()).as(Client.text(response)).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    return JsonMapper.shared().readTree(response.body());
  }

  @Test
  void theCardSaysWhatTheModelIs() throws Exception {
    JsonNode card = json("/models/default");

    TrainedModel model = TrainedModel.shipped();
    assertThat(card.get("id").asString()).isEqualTo("default");
    assertThat(card.get("sha256").asString()).isEqualTo(model.sha256());
    assertThat(card.get("description").asString())
        .contains("28x28 pixels", "3 layers of the ansatz cluster on 8 qubits");
    assertThat(card.get("parameters").asInt()).isEqualTo(873_513);
    assertThat(card.get("license").asString()).isEqualTo("Apache-2.0");
    JsonNode architecture = card.get("architecture");
    assertThat(architecture.get("architecture").asString()).isEqualTo("hybrid-u-net");
    assertThat(architecture.get("ansatz").asString()).isEqualTo("cluster");
    assertThat(architecture.get("qubits").asInt()).isEqualTo(8);
    assertThat(architecture.get("topChannels").asInt()).isEqualTo(32);
  }

  @Test
  void theCardSaysHowTheModelLearnt() throws Exception {
    JsonNode training = json("/models/default").get("training");

    assertThat(training.get("command").asString()).startsWith("train --data mnist");
    assertThat(training.get("seed").asString()).isEqualTo("2");
    assertThat(training.get("steps").asInt()).isEqualTo(3600);
    assertThat(training.get("imagesSeen").asInt()).isEqualTo(460_800);
    assertThat(training.get("seconds").asInt()).isEqualTo(1640);
    assertThat(training.get("startedFrom").asString()).hasSize(64);
    assertThat(training.at("/data/images").asInt()).isEqualTo(60_000);
    assertThat(training.at("/data/sha256").asString()).startsWith("6121da6d0bad");
    assertThat(training.at("/data/dataset/name").asString()).isEqualTo("MNIST, training set");
    assertThat(training.at("/data/dataset/license").asString()).isEqualTo("CC-BY-SA-3.0");
  }

  /** Who ships other weights has to measure them: {@code sample}, then {@code evaluate --out}. */
  @Test
  void theCardHasTheFiguresOfTheWeightsInTheJar() throws Exception {
    JsonNode quality = json("/models/default").get("quality");

    assertThat(quality.isNull()).as("figures of these weights").isFalse();
    assertThat(quality.get("sampling").asString()).startsWith("sample --count 2000");
    assertThat(quality.get("evaluation").asString()).startsWith("evaluate --data mnist");
    assertThat(quality.get("samples").asInt()).isEqualTo(2000);
    assertThat(quality.get("readAsAsked").asDouble()).isEqualTo(0.9995);
    assertThat(quality.get("worstDigit").asDouble()).isEqualTo(0.995);
    assertThat(quality.at("/generated/frechetDistance").asDouble()).isCloseTo(7.76, within(0.005));
    assertThat(quality.at("/generated/recall").asDouble()).isCloseTo(0.765, within(0.0005));
    assertThat(quality.at("/generated/inOnePiece").asDouble()).isCloseTo(0.976, within(0.0005));
    assertThat(quality.at("/real/frechetDistance").asDouble()).isCloseTo(3.44, within(0.005));
  }

  @Test
  void theListHasTheCardAndItsLinksLead() throws Exception {
    JsonNode models = json("/models").get("models");

    assertThat(models).hasSize(1);
    assertThat(models.get(0)).isEqualTo(json(models.get(0).at("/links/self").asString()));
    JsonNode circuit = json(models.get(0).at("/links/circuits").get(0).asString());
    assertThat(circuit.get("id").asString()).isEqualTo("default-bottleneck");
    assertThat(circuit.get("model").asString()).isEqualTo("default");
    assertThat(circuit.get("qubits").asInt()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/models/default", "/circuits/default-bottleneck"})
  void linksAreBelowTheProxysPath(String path) throws Exception {
    HttpResponse<byte[]> response =
        client.send(client.request(path, "X-Forwarded-Prefix", "/draw").GET().build());

    assertThat(JsonMapper.shared().readTree(response.body()).at("/links/self").asString())
        .isEqualTo("/draw" + path);
  }

  @Test
  void cachesMayKeepItAndAsk() throws Exception {
    String tag = client.get("/models/default").headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> again =
        client.send(client.request("/models/default", "If-None-Match", tag).GET().build());

    assertThat(tag).matches("\"[0-9a-f]{64}\"");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void anUnknownModelIsNotThereWhateverTheCallerHas() throws Exception {
    HttpResponse<byte[]> response =
        client.send(client.request("/models/custom", "If-None-Match", "*").GET().build());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
  }

  @Test
  void anUnknownModelIsNotFound() throws Exception {
    HttpResponse<byte[]> response = client.get("/models/custom");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Client.json(response))
        .containsEntry("type", "urn:qudiffuse:problem:not-found")
        .containsEntry("detail", "model: expected default, got custom");
  }
}
