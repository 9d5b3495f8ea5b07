package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.ReverseDiffusion;
import dev.qudiffuse.image.GrayImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.convention.TestBean;

/** {@code POST /generate} and what stands beside it, over HTTP, with a model that costs nothing. */
@ServiceTest
class GenerationServiceTest {

  @LocalServerPort private int port;
  @LocalManagementPort private int managementPort;
  @TestBean private GenerativeModel model;
  private Client client;

  static GenerativeModel model() {
    return new FakeModel();
  }

  @BeforeEach
  void connect() {
    client = new Client(port);
  }

  @Test
  void drawsWhatWasAskedFor() throws Exception {
    HttpResponse<byte[]> response =
        client.generate("digit=3&seed=7&steps=5&guidance=2.5&size=100&sampler=ddim");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(response.headers().firstValue("X-QuDiffuse-Seed")).hasValue("7");
    assertThat(response.headers().firstValue("X-QuDiffuse-Digit")).hasValue("3");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.body())
        .isEqualTo(alone(new GenerateCommand(3, 7, 5, 2.5f, 100, SamplerType.DDIM)));
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencodedness",
    "nonsense",
    ","
  })
  void refusesABodyThatItWouldNotRead(@Nullable String contentType) throws Exception {
    String[] headers =
        contentType == null ? new String[0] : new String[] {"Content-Type", contentType};
    HttpResponse<byte[]> response =
        client.send(
            client
                .request("/generate?digit=3", headers)
                .POST(BodyPublishers.ofString("{\"digit\":3}"))
                .build());

    assertRefused(
        response,
        415,
        "Content-Type",
        "application/json, application/x-www-form-urlencoded",
        contentType == null ? "nothing" : contentType);
    assertThat(Client.json(response))
        .containsEntry("type", "urn:qudiffuse:problem:unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/generate?digit=3", "/images/info"})
  void refusesACompressedBody(String path) throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            client
                .request(path, "Content-Type", "application/json", "Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("{}"))
                .build());

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.headers().firstValue("Accept-Encoding")).hasValue("identity");
    assertThat(Client.json(response))
        .containsEntry("type", "urn:qudiffuse:problem:unsupported-media-type")
        .containsEntry("detail", "Expected a body that is not compressed: no Content-Encoding.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=3", "digit=%zz", "digit=%ff", "digit=3&%=1"})
  void refusesWhatCannotBeDecoded(String query) throws Exception {
    // java.net.URI would not let these pass
    String response = raw("POST /generate?%s HTTP/1.1".formatted(query), "");

    assertThat(response)
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json")
        .contains("urn:qudiffuse:problem:unreadable-parameters")
        .contains("\"title\" : \"Unreadable parameters\"")
        .contains("\"allowed\"")
        .contains("\"got\" : \"%s\"".formatted(query))
        .doesNotContain("logging");
  }

  /** Over a bare socket, which lets everything pass. */
  private String raw(String requestLine, String headers) throws IOException {
    try (var socket = new Socket("localhost", port)) {
      socket
          .getOutputStream()
          .write(
              "%s\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
                  .formatted(requestLine, headers)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertRefused(
      HttpResponse<byte[]> response, int status, String parameter, String allowed, String got) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Client.json(response))
        .containsEntry("detail", "%s: expected %s, got %s".formatted(parameter, allowed, got))
        .containsEntry("parameter", parameter)
        .containsEntry("allowed", allowed)
        .containsEntry("got", got);
  }

  @Test
  void isViewableByDefault() throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(client.generate("digit=3").body()));

    assertThat(image.getWidth()).isEqualTo(GenerationDefaults.STANDARD.size());
    assertThat(image.getHeight()).isEqualTo(GenerationDefaults.STANDARD.size());
  }

  @Test
  void theSeedThatCameBackDrawsTheSameAgain() throws Exception {
    HttpResponse<byte[]> first = client.generate("");
    String seed = first.headers().firstValue("X-QuDiffuse-Seed").orElseThrow();
    String digit = first.headers().firstValue("X-QuDiffuse-Digit").orElseThrow();

    assertThat(client.generate("seed=" + seed).body()).isEqualTo(first.body());
    assertThat(client.generate("seed=" + seed + "&digit=" + digit).body()).isEqualTo(first.body());
  }

  @Test
  void anotherCallIsAnotherSeed() throws Exception {
    assertThat(client.generate("digit=3").headers().firstValue("X-QuDiffuse-Seed"))
        .isNotEqualTo(client.generate("digit=3").headers().firstValue("X-QuDiffuse-Seed"));
  }

  @Test
  void parametersMayComeAsAForm() throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            client
                .request("/generate", "Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("digit=3&seed=7"))
                .build());

    assertThat(response.body()).isEqualTo(client.generate("digit=3&seed=7").body());
  }

  @ParameterizedTest
  @CsvSource({
    "digit=12, digit, an integer from 0 to 9, 12",
    "digit=three, digit, an integer from 0 to 9, three",
    "digit=3&steps=0, steps, an integer from 1 to 1000, 0",
    "digit=3&guidance=-1, guidance, a number from 0 to 20, -1",
    "digit=3&size=27, size, an integer from 28 to 1024, 27",
    "digit=3&sampler=euler, sampler, ddpm or ddim, euler",
    "digit=3&sede=1, sede, 'one of the parameters digit, seed, steps, guidance, size, sampler, count, model, backend, shots, noise', an unknown name"
  })
  void aProblemNamesTheParameterWhatIsAllowedAndWhatCame(
      String query, String parameter, String allowed, String got) throws Exception {
    HttpResponse<byte[]> response = client.generate(query, "Accept", "image/png");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Client.json(response))
        .containsEntry("type", "urn:qudiffuse:problem:invalid-parameter")
        .containsEntry("title", "Invalid parameter")
        .containsEntry("status", 400)
        .containsEntry("instance", "/generate")
        .containsEntry("detail", "%s: expected %s, got %s".formatted(parameter, allowed, got))
        .containsEntry("parameter", parameter)
        .containsEntry("allowed", allowed)
        .containsEntry("got", got);
  }

  @Test
  void whatSpringRefusesIsAProblemDetailToo() throws Exception {
    HttpResponse<byte[]> wrongMethod =
        client.send(client.request("/generate?digit=3").DELETE().build());
    HttpResponse<byte[]> wrongPath = client.get("/draw");
    HttpResponse<byte[]> wrongType = client.generate("digit=3", "Accept", "image/jpeg");

    assertRefused(wrongMethod, 405, "method", "GET, HEAD, POST", "DELETE");
    assertThat(wrongMethod.headers().firstValue("Allow").orElseThrow().split(", ?"))
        .containsExactlyInAnyOrder("GET", "HEAD", "POST");
    assertThat(wrongPath.statusCode()).isEqualTo(404);
    assertThat(Client.json(wrongPath))
        .containsEntry("title", "Not found")
        .containsEntry("detail", "There is nothing at this path.");
    assertRefused(
        wrongType,
        406,
        "Accept",
        "image/png, image/gif, application/json, text/event-stream",
        "image/jpeg");
    assertThat(List.of(wrongMethod, wrongPath, wrongType))
        .allSatisfy(
            response -> {
              assertThat(response.headers().firstValue("Content-Type"))
                  .hasValue("application/problem+json");
              assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
            })
        .extracting(response -> Client.json(response).get("type"))
        .containsExactly(
            "urn:qudiffuse:problem:method-not-allowed",
            "urn:qudiffuse:problem:not-found",
            "urn:qudiffuse:problem:not-acceptable");
  }

  @Test
  void optionsNamesTheMethodsThatThereAre() throws Exception {
    HttpResponse<byte[]> plain =
        client.send(client.request("/generate").method("OPTIONS", BodyPublishers.noBody()).build());

    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.headers().firstValue("Allow").orElseThrow().split(", ?"))
        .containsExactlyInAnyOrder("GET", "HEAD", "POST", "OPTIONS");
    assertThat(plain.headers().firstValue("Accept-Patch")).isEmpty();
  }

  @Test
  void thePageOfAnotherSiteIsPromisedNothing() throws Exception {
    String response =
        raw(
            "OPTIONS /generate HTTP/1.1",
            "Origin: https://example.org\r\nAccess-Control-Request-Method: PUT\r\n");

    assertThat(response)
        .startsWith("HTTP/1.1 200")
        .contains("Allow: ")
        .doesNotContain("PUT", "PATCH", "DELETE", "Access-Control-Allow");
  }

  @Test
  void healthAndMetricsAreThere() throws Exception {
    client.generate("digit=3");

    var management = new Client(managementPort);
    assertThat(Client.json(management.get("/actuator/health"))).containsEntry("status", "UP");
    assertThat(management.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(management.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(Client.text(management.get("/actuator/prometheus")))
        .contains("qudiffuse_queue_capacity 256.0")
        .contains("qudiffuse_queue_waiting 0.0")
        .contains("http_server_requests_seconds_count");
  }

  private static byte[] alone(GenerateCommand command) {
    GrayImage image = new ReverseDiffusion(new FakeModel()).draw(command);
    return ServicePng.of(image, command, "default", "f".repeat(64));
  }
}
