package dev.qudiffuse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.gateway.Gateway.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two copies of the service, in processes of their own, behind each of the gateways at once: nobody
 * notices when one of the copies ends and comes back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
class TwoCopiesTest {

  private static final int SEEDS = 4;
  private static final List<String> KINDS = List.of("GET", "POST", "events");

  private final List<byte[]> expected = new ArrayList<>();
  private final List<Gateway> gateways = new ArrayList<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private Path folder;
  private CopyProcess first;
  private CopyProcess second;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Path model = TinyModel.write(folder.resolve("tiny.safetensors"));
    first = new CopyProcess(model, folder.resolve("first.log"));
    second = new CopyProcess(model, folder.resolve("second.log"));
    first.start();
    second.start();
    List<Gateway.Kind> kinds = new ArrayList<>(List.of(new SpringCloudGateway()));
    if (Nginx.isExpected()) {
      kinds.add(new Nginx());
    }
    Certificate certificate = Certificate.create(folder);
    List<Integer> ports = List.of(first.port(), second.port());
    for (Gateway.Kind kind : kinds) {
      gateways.add(kind.start(folder, certificate, ports, Patience.AS_ITS_FILE_SAYS));
    }
    bothAreThere();
    for (int seed = 0; seed < SEEDS; seed++) {
      byte[] image = first.get(drawing(seed)).body();
      assertThat(second.get(drawing(seed)).body()).as("seed %d", seed).isEqualTo(image);
      expected.add(image);
    }
    assertThat(expected).doesNotHaveDuplicates();
  }

  @BeforeEach
  void bothAreThere() {
    first.awaitReady();
    second.awaitReady();
  }

  @AfterAll
  void stop() throws Exception {
    executor.shutdownNow();
    for (Gateway gateway : gateways) {
      gateway.close();
    }
    first.close();
    second.close();
  }

  private static String drawing(int seed) {
    return "/generate?digit=%d&seed=%d&steps=20&size=28".formatted(seed, seed);
  }

  List<Gateway> gateways() {
    return gateways;
  }

  @Order(0)
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("gateways")
  void linksLeadOn(Gateway gateway) throws Exception {
    JsonNode model = json(gateway, "/models/custom");
    String circuit = model.at("/links/circuits/0").asString();

    assertThat(model.at("/links/self").asString()).isEqualTo(Gateway.PREFIX + "/models/custom");
    assertThat(circuit).startsWith(Gateway.PREFIX + "/circuits/");
    JsonNode card = json(gateway, circuit.substring(Gateway.PREFIX.length()));
    assertThat(card.at("/links/self").asString()).isEqualTo(circuit);
  }

  private static JsonNode json(Gateway gateway, String path) throws Exception {
    HttpResponse<byte[]> response = gateway.get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return JsonMapper.shared().readTree(response.body());
  }

  @Test
  @Order(1)
  void nothingIsLostWhenACopyIsStopped() throws Exception {
    var over = new AtomicBoolean();
    var answered = new AtomicInteger();
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    List<Future<?>> callers = new ArrayList<>();
    for (Gateway gateway : gateways) {
      for (String kind : KINDS) {
        callers.add(
            executor.submit(
                () -> {
                  for (int n = 0; !over.get(); n++) {
                    String complaint = draw(gateway, n % SEEDS, kind);
                    if (!complaint.isEmpty()) {
                      wrong.add(complaint);
                    }
                    answered.incrementAndGet();
                  }
                }));
      }
    }
    try {
      awaitMore(answered, callers.size());

      first.terminate();
      first.awaitEnd();
      awaitMore(answered, callers.size());

      first.start();
      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> first.ended() > callers.size());
    } finally {
      over.set(true);
    }
    for (Future<?> caller : callers) {
      caller.get();
    }
    assertThat(wrong).isEmpty();
    assertThat(Files.readString(folder.resolve("first.log"))).doesNotContain(" ERROR ");
  }

  private static void awaitMore(AtomicInteger answered, int callers) {
    int before = answered.get();
    await().atMost(Duration.ofMinutes(1)).until(() -> answered.get() > before + 5 * callers);
  }

  /** Returns what is wrong; nothing if all is well. */
  private String draw(Gateway gateway, int seed, String kind) {
    boolean events = kind.equals("events");
    HttpRequest.Builder request =
        gateway.request(drawing(seed), "Accept", events ? "text/event-stream" : "image/png");
    if (kind.equals("POST")) {
      request.POST(BodyPublishers.noBody());
    }
    try {
      HttpResponse<byte[]> response = gateway.send(request.build());
      byte[] image = expected.get(seed);
      String data = Base64.getEncoder().encodeToString(image);
      boolean right =
          events
              ? new String(response.body(), StandardCharsets.UTF_8).contains(data)
              : Arrays.equals(response.body(), image);
      return response.statusCode() == 200 && right
          ? ""
          : "%s: status %d, image %s".formatted(kind, response.statusCode(), right);
    } catch (IOException e) {
      return kind + ": " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** A copy is killed while it sends events. Last, so that nobody has to start it again. */
  @Test
  @Order(2)
  void nothingIsSentAgainOnceItsAnswerHasBegun() throws Exception {
    await().until(() -> first.images() + second.images() == 0);
    double before = second.ended();
    List<HttpResponse<InputStream>> streams = new ArrayList<>();
    for (Gateway gateway : gateways) {
      double firsts = first.images();
      double seconds = second.images();
      await() // until each copy has one
          .until(
              () -> {
                streams.add(gateway.open(events(gateway)));
                return first.images() > firsts && second.images() > seconds;
              });
    }

    first.kill();
    int whole = 0;
    for (HttpResponse<InputStream> stream : streams) {
      whole += isWhole(stream) ? 1 : 0;
    }

    assertThat(whole).isBetween(1, streams.size() - 1);
    assertThat(second.ended() - before).isEqualTo(whole);
    first.awaitEnd();
  }

  private static HttpRequest events(Gateway gateway) {
    return gateway
        .request("/generate?seed=1&steps=300&size=28", "Accept", "text/event-stream")
        .build();
  }

  private static boolean isWhole(HttpResponse<InputStream> stream) {
    try (InputStream in = stream.body()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("event: result");
    } catch (IOException e) {
      return false;
    }
  }
}
