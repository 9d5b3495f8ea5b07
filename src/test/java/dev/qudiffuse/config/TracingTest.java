package dev.qudiffuse.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.qudiffuse.Application;
import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service whose traces stay here, and are sent to a collector, too. */
@SpringBootTest(
    classes = Application.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"qudiffuse.warm-up=0", "management.server.port=0"})
@Import(TracingTest.Traced.class)
@ExtendWith(OutputCaptureExtension.class)
class TracingTest {

  private static final Logger LOG = LoggerFactory.getLogger(TracingTest.class);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";

  /** What has been sent: the protobuf messages of OTLP over HTTP. */
  private static final BlockingQueue<String> COLLECTED = new LinkedBlockingQueue<>();

  private static final HttpServer COLLECTOR = collector();

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;
  @Autowired private InMemorySpanExporter exporter;
  @Autowired private SdkTracerProvider provider;

  static GenerativeModel model() {
    return new FakeModel();
  }

  private static HttpServer collector() {
    try {
      var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer server = HttpServer.create(local, 0);
      server.createContext("/v1/traces", TracingTest::collect);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @DynamicPropertySource
  static void tellWhereItIs(DynamicPropertyRegistry settings) {
    settings.add(
        "management.opentelemetry.tracing.export.otlp.endpoint",
        () -> "http://localhost:%d/v1/traces".formatted(COLLECTOR.getAddress().getPort()));
  }

  private static void collect(HttpExchange exchange) throws IOException {
    try (exchange) {
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      String message = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
      COLLECTED.add(exchange.getRequestMethod() + " " + type + " " + message);
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @AfterAll
  static void stop() {
    COLLECTOR.stop(0);
  }

  /** Keeps spans, and makes some. */
  @TestConfiguration
  @RestController
  static class Traced {
    @Autowired private GenerationSpans spans;

    @Bean
    static InMemorySpanExporter exporter() {
      return InMemorySpanExporter.create();
    }

    @GetMapping("/drawn")
    void drawn() throws InterruptedException {
      LOG.info("drawing");
      GenerationSpans.Recording recording = spans.begin();
      long start = System.nanoTime() + 5_000_000;
      Thread.ofPlatform()
          .start(
              () -> {
                recording.stepped(0, 999, start, 2_000_000);
                recording.stepped(1, 499, start + 3_000_000, 1_000_000);
                recording.ended("DRAWN");
              })
          .join();
    }

    @GetMapping("/late")
    void late() {
      spans.begin().ended("LATE");
    }
  }

  @BeforeEach
  void forget() {
    exporter.reset();
  }

  @Test
  void aRequestsTraceShowsTheWaitAndEveryStep() throws Exception {
    get("/drawn");

    List<SpanData> spans = spans();
    assertThat(spans).extracting(SpanData::getTraceId).containsOnly(TRACE);
    SpanData request = spans.getLast();
    assertThat(request.getName()).isEqualTo("http get /drawn");
    assertThat(request.getParentSpanId()).isEqualTo(CALLER);
    List<SpanData> children = spans.subList(0, spans.size() - 1);
    assertThat(children)
        .extracting(SpanData::getName)
        .containsExactly("generation wait", "generation step", "generation step");
    assertThat(children).extracting(SpanData::getParentSpanId).containsOnly(request.getSpanId());
    assertThat(children)
        .extracting(span -> span.getAttributes().get(AttributeKey.longKey("qudiffuse.timestep")))
        .containsExactly(null, 999L, 499L);
  }

  @Test
  void theSpansHaveTheTimesThatWereTold() throws Exception {
    get("/drawn");

    List<SpanData> spans = spans();
    assertThat(spans.get(0).getEndEpochNanos()).isEqualTo(spans.get(1).getStartEpochNanos());
    assertThat(spans.get(1).getEndEpochNanos() - spans.get(1).getStartEpochNanos())
        .isBetween(1_999_000L, 2_001_000L);
    assertThat(spans.get(2).getStartEpochNanos() - spans.get(1).getStartEpochNanos())
        .isBetween(2_999_000L, 3_001_000L);
  }

  @Test
  void whatWasNeverDrawnOnlyWaited() throws Exception {
    get("/late");

    assertThat(spans())
        .extracting(SpanData::getName)
        .containsExactly("generation wait", "http get /late");
    assertThat(spans().getFirst().getAttributes().get(AttributeKey.stringKey("qudiffuse.ending")))
        .isEqualTo("LATE");
  }

  @Test
  void theLogNamesTheTrace(CapturedOutput output) throws Exception {
    get("/drawn");

    assertThat(output.getOut().lines().filter(line -> line.endsWith(": drawing")))
        .singleElement()
        .asString()
        .contains("[" + TRACE + "] ");
    assertThat(spans()).as("all of them, before the next test").isNotEmpty();
  }

  @Test
  void theCollectorIsSentTheSpans() throws Exception {
    COLLECTED.clear();
    get("/drawn");
    assertThat(spans()).isNotEmpty();

    String trace = new String(HexFormat.of().parseHex(TRACE), ISO_8859_1);
    await()
        .untilAsserted(
            () ->
                assertThat(String.join("", COLLECTED))
                    .contains(trace, "generation wait", "generation step", "http get /drawn"));
    assertThat(COLLECTED)
        .allMatch(sent -> sent.startsWith("POST application/x-protobuf "))
        .allMatch(sent -> sent.contains("service.name\u0012\u000b\n\tqudiffuse"));
  }

  private void get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(port, path)))
            .header("traceparent", "00-%s-%s-01".formatted(TRACE, CALLER))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }

  /** The request's own ends last, after the answer is sent. */
  private List<SpanData> spans() throws InterruptedException {
    List<SpanData> spans = List.of();
    while (spans.isEmpty() || !spans.getLast().getName().startsWith("http")) {
      provider.forceFlush().join(10, TimeUnit.SECONDS);
      spans = exporter.getFinishedSpanItems();
      Thread.sleep(5);
    }
    return spans;
  }
}
