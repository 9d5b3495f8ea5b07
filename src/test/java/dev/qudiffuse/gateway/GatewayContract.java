package dev.qudiffuse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.qudiffuse.RawConnection;
import dev.qudiffuse.gateway.Gateway.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a gateway with the documented settings does, in front of two copies of the service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class GatewayContract {

  private static final String QUEUE_FULL = "urn:qudiffuse:problem:queue-full";
  private static final int BURST = 40;

  private final Gateway.Kind kind;
  private final HttpClient direct = HttpClient.newHttpClient();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private FakeCopy first;
  private FakeCopy second;
  private Gateway gateway;
  private Gateway impatient;

  GatewayContract(Gateway.Kind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Certificate certificate = Certificate.create(folder);
    first = new FakeCopy();
    second = new FakeCopy();
    List<Integer> ports = List.of(first.port(), second.port());
    Future<Gateway> other =
        callers.submit(() -> kind.start(folder, certificate, ports, Patience.ONE_SECOND));
    gateway = kind.start(folder, certificate, ports, Patience.AS_ITS_FILE_SAYS);
    impatient = other.get();
  }

  @AfterAll
  void stop() throws Exception {
    gateway.close();
    impatient.close();
    first.close();
    second.close();
    direct.shutdownNow();
    callers.shutdownNow();
  }

  @AfterEach
  void letGo() {
    copies().forEach(FakeCopy::letGo);
    await().until(() -> copies().allMatch(copy -> copy.images() == 0));
  }

  private Stream<FakeCopy> copies() {
    return Stream.of(first, second);
  }

  private HttpResponse<byte[]> ask(HttpRequest request) throws IOException, InterruptedException {
    return direct.send(request, BodyHandlers.ofByteArray());
  }

  private static Map<String, Object> json(HttpResponse<byte[]> response) {
    return JsonMapper.shared().readValue(response.body(), new TypeReference<>() {});
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "image/gif"})
  void imagesPassToTheByte(String type) throws Exception {
    String path = "/generate?digit=3&seed=7&steps=4&size=300";
    HttpResponse<byte[]> original = ask(first.request(path).header("Accept", type).build());

    HttpResponse<byte[]> passed = gateway.get(path, "Accept", type);

    assertThat(passed.statusCode()).isEqualTo(200);
    assertThat(passed.body()).isEqualTo(original.body());
    for (String name : List.of("Content-Type", "ETag", "Vary", "Cache-Control", "Server-Timing")) {
      assertThat(passed.headers().allValues(name)).as(name).hasSize(1);
    }
    assertThat(passed.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(passed.headers().firstValue("X-QuDiffuse-Seed")).hasValue("7");
    String tag = passed.headers().firstValue("ETag").orElseThrow();
    assertThat(tag).startsWith("\"").isEqualTo(original.headers().firstValue("ETag").get());
    HttpResponse<byte[]> again = gateway.get(path, "Accept", type, "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.headers().firstValue("ETag")).hasValue(tag);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void jsonPasses() throws Exception {
    String path = "/generate?digit=3&seed=7&steps=4";
    HttpResponse<byte[]> original = ask(second.request(path).build());

    HttpResponse<byte[]> passed = gateway.get(path, "Accept", "application/json");

    assertThat(passed.headers().firstValue("ETag").orElseThrow()).startsWith("W/\"");
    JsonNode image = JsonMapper.shared().readTree(passed.body()).at("/images/0/data");
    assertThat(image.binaryValue()).isEqualTo(original.body());
  }

  @Test
  void bodiesPass() throws Exception {
    HttpResponse<byte[]> drawn =
        gateway.send(
            gateway
                .request("/generate", "Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"digit\": 3, \"seed\": 7, \"steps\": 4}"))
                .build());
    HttpResponse<byte[]> read =
        gateway.send(
            gateway
                .request("/images/info", "Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(drawn.body()))
                .build());

    assertThat(drawn.statusCode()).isEqualTo(200);
    assertThat(read.statusCode()).as(text(read)).isEqualTo(200);
    assertThat(text(read)).contains("\"Seed\" : \"7\"");
  }

  @Test
  void noBodyPasses() throws Exception {
    HttpResponse<byte[]> drawn =
        gateway.send(gateway.request("/generate?steps=1").POST(BodyPublishers.noBody()).build());

    assertThat(drawn.statusCode()).as(text(drawn)).isEqualTo(200);
    assertThat(drawn.headers().firstValue("X-QuDiffuse-Seed")).isPresent();
  }

  @Test
  void aBodyThatIsTooLargeForTheServiceDoesNotReachIt() throws Exception {
    HttpResponse<byte[]> response =
        gateway.send(
            gateway
                .request("/images/info", "Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(new byte[6 << 20]))
                .build());

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.headers().firstValue("X-Content-Type-Options")).isEmpty();
  }

  @Test
  void thePageAndAllItLinksToAreBelowThePath() throws Exception {
    HttpResponse<byte[]> redirect = gateway.get("");
    assertThat(redirect.statusCode()).isEqualTo(308);
    assertThat(redirect.headers().firstValue("Location")).hasValue(Gateway.PREFIX + "/");

    HttpResponse<byte[]> page = gateway.get("/", "Accept", "text/html");

    List<String> links =
        Pattern.compile("(?:href|src)=\"([^\"#]+)\"")
            .matcher(text(page))
            .results()
            .map(link -> link.group(1))
            .toList();
    assertThat(links).contains("page.js", "page.css", "circuits", "swagger-ui/index.html");
    for (String link : links) {
      URI target = URI.create(gateway.address() + "/").resolve(link);
      assertThat(target.getPath()).startsWith(Gateway.PREFIX + "/");
      assertThat(gateway.send(HttpRequest.newBuilder(target).build()).statusCode())
          .as(link)
          .isEqualTo(200);
    }
  }

  /** Whatever the client says of itself. */
  @Test
  void linksHaveTheHostSchemeAndPathOfTheGateway() throws Exception {
    String[] claims = {
      "X-Forwarded-Host", "evil.example",
      "X-Forwarded-Port", "99",
      "X-Forwarded-Prefix", "/evil",
      "X-Forwarded-Proto", "http",
      "Forwarded", "for=192.0.2.1;host=evil.example;proto=http"
    };

    JsonNode description = JsonMapper.shared().readTree(gateway.get("/v3/api-docs", claims).body());
    HttpResponse<byte[]> swagger = gateway.get("/swagger-ui.html", claims);
    HttpResponse<byte[]> configuration = gateway.get("/v3/api-docs/swagger-config", claims);
    HttpResponse<byte[]> problem = gateway.get("/generate?digit=12&seed=1", claims);

    assertThat(description.at("/servers/0/url").asString()).isEqualTo(gateway.address());
    assertThat(swagger.statusCode()).isEqualTo(302);
    assertThat(swagger.headers().firstValue("Location").map(URI.create(gateway.address())::resolve))
        .hasValue(URI.create(gateway.address() + "/swagger-ui/index.html"));
    assertThat(json(configuration))
        .containsEntry("url", Gateway.PREFIX + "/v3/api-docs")
        .containsEntry("oauth2RedirectUrl", gateway.address() + "/swagger-ui/oauth2-redirect.html");
    assertThat(problem.statusCode()).isEqualTo(400);
    assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(problem)).containsEntry("instance", Gateway.PREFIX + "/generate");
    assertThat(problem.headers().firstValue("Strict-Transport-Security")).isPresent();
  }

  /** A gateway that collected them would never send the first. */
  @Test
  void eventsPassOneByOne() throws Exception {
    copies().forEach(FakeCopy::hold);
    int before = steps();
    HttpRequest request =
        gateway
            .request("/generate?digit=3&steps=3", "Accept", "text/event-stream")
            .POST(BodyPublishers.noBody())
            .build();
    HttpResponse<InputStream> response = gateway.open(request);
    try (var events =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(nextEvent(events)).isEqualTo("queued");
      for (int step = 1; step <= 3; step++) {
        assertThat(steps() - before).as("steps begun").isLessThanOrEqualTo(step);
        copies().forEach(FakeCopy::letStep);
        assertThat(nextEvent(events)).isEqualTo("step");
      }
      assertThat(nextEvent(events)).isEqualTo("result");
    }
  }

  private int steps() {
    return copies().mapToInt(FakeCopy::steps).sum();
  }

  private static String nextEvent(BufferedReader events) throws IOException {
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.startsWith("event:")) {
        return line.substring("event:".length()).strip();
      }
    }
    return "nothing";
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "text/event-stream"})
  void workForAClientWhoHasGoneIsDropped(String type) throws Exception {
    copies().forEach(FakeCopy::hold);
    int before = steps();
    try (RawConnection client = gateway.connect()) {
      client.write(
          RawConnection.request(
              "GET", "/digits/generate?seed=1&steps=1000&count=2", "Accept: " + type));
      await().until(() -> steps() > before);
      assertThat(images()).isEqualTo(2);
    }

    await().until(() -> images() == 1); // the one at which a thread is
    copies().forEach(FakeCopy::letGo);
    await().until(() -> images() == 0);
    assertThat(steps() - before).as("steps, and so not tried again elsewhere").isEqualTo(1);
  }

  private int images() {
    return copies().mapToInt(FakeCopy::images).sum();
  }

  @Test
  void aGatewayThatLosesItsPatienceSaysSoAndTheWorkIsDropped() throws Exception {
    copies().forEach(FakeCopy::hold);
    int before = steps();

    HttpResponse<byte[]> response =
        impatient.send(
            impatient
                .request("/generate?steps=1000&count=2")
                .POST(BodyPublishers.noBody())
                .build());

    assertThat(response.statusCode()).isEqualTo(504);
    await().until(() -> images() == 1);
    copies().forEach(FakeCopy::letGo);
    await().until(() -> images() == 0);
    assertThat(steps() - before).as("steps, and so not tried again elsewhere").isEqualTo(1);
  }

  /** Several at once, so that their turns get mixed up. */
  @Test
  void whatOneCopyHasNoRoomForTheOtherDraws() throws Exception {
    fill(first);
    double refused = first.refused();
    Callable<List<HttpResponse<byte[]>>> caller =
        () -> {
          List<HttpResponse<byte[]>> responses = new ArrayList<>();
          for (int seed = 0; seed < 10 || first.refused() == refused; seed++) {
            responses.add(gateway.get("/generate?digit=3&steps=1&seed=" + seed));
            responses.add(
                gateway.send(
                    gateway.request("/generate?steps=1").POST(BodyPublishers.noBody()).build()));
          }
          return responses;
        };

    List<Future<List<HttpResponse<byte[]>>>> all = new ArrayList<>();
    for (int i = 0; i < FakeCopy.CAPACITY; i++) {
      all.add(callers.submit(caller));
    }
    for (Future<List<HttpResponse<byte[]>>> responses : all) {
      assertThat(responses.get()).extracting(HttpResponse::statusCode).containsOnly(200);
    }
    assertThat(first.images()).isEqualTo(FakeCopy.CAPACITY);
  }

  @Test
  void whenAllAreFullTheClientHearsWhenToComeBack() throws Exception {
    fill(first);
    fill(second);

    HttpResponse<byte[]> response = gateway.get("/generate?digit=3&steps=1&seed=1");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    assertThat(json(response)).containsEntry("type", QUEUE_FULL);
    assertThat(first.refused()).isPositive();
    assertThat(second.refused()).isPositive();
  }

  private void fill(FakeCopy copy) {
    copy.hold();
    for (int i = 0; i < FakeCopy.CAPACITY; i++) {
      HttpRequest request = copy.request("/generate?digit=3&steps=1&seed=" + i).build();
      var unused = callers.submit(() -> ask(request));
    }
    await().until(() -> copy.images() == FakeCopy.CAPACITY);
  }

  /** The share is each client's, not the gateway's. */
  @Test
  void theServiceKnowsItsClients() throws Exception {
    copies().forEach(FakeCopy::hold);
    String greedy = "198.18.0.1";
    List<Future<HttpResponse<byte[]>>> drawings = new ArrayList<>();
    await()
        .until(
            () -> {
              drawings.add(callers.submit(draw(greedy)));
              return copies().allMatch(copy -> copy.images() == FakeCopy.CLIENT_SHARE);
            });

    HttpResponse<byte[]> refused = draw(greedy).call();
    Future<HttpResponse<byte[]>> others = callers.submit(draw("198.18.0.2"));

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused)).containsEntry("type", "urn:qudiffuse:problem:too-many-requests");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    await().until(() -> images() == 2 * FakeCopy.CLIENT_SHARE + 1);
    copies().forEach(FakeCopy::letGo);
    assertThat(others.get().statusCode()).isEqualTo(200);
    for (Future<HttpResponse<byte[]>> drawing : drawings) {
      assertThat(drawing.get().statusCode()).isIn(200, 429);
    }
  }

  private Callable<HttpResponse<byte[]>> draw(String client) {
    HttpRequest request =
        gateway
            .requestOf(client, "/generate?digit=3&steps=1")
            .POST(BodyPublishers.noBody())
            .build();
    return () -> gateway.send(request);
  }

  /** The requests are wrong, so that nothing is drawn. */
  @Test
  void aClientThatAsksTooOftenIsToldSoAndOthersAreNot() throws Exception {
    HttpRequest request = gateway.requestOf("198.18.0.3", "/generate").build();
    var admitted = new AtomicInteger();
    Callable<HttpResponse<byte[]>> untilRefused =
        () -> {
          HttpResponse<byte[]> response = gateway.send(request);
          while (response.statusCode() == 400) {
            admitted.incrementAndGet();
            response = gateway.send(request);
          }
          return response;
        };
    List<Future<HttpResponse<byte[]>>> refusals = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      refusals.add(callers.submit(untilRefused));
    }
    for (Future<HttpResponse<byte[]>> refusal : refusals) {
      assertThat(refusal.get().statusCode()).isEqualTo(429);
      assertThat(refusal.get().headers().firstValue("Retry-After")).hasValue("1");
    }
    assertThat(admitted.get()).isGreaterThanOrEqualTo(BURST);
    assertThat(gateway.get("/generate?seed=1&steps=1").statusCode()).isEqualTo(200);
  }

  /** So that a client hears from the service why, and connections are not closed under way. */
  @Test
  void theTimesOfTheGatewayFitThoseOfTheService() throws Exception {
    assertThat(kind.patience()).isGreaterThan(first.deadline());
    assertThat(kind.idleTime()).isLessThan(first.idleTime());
  }
}
