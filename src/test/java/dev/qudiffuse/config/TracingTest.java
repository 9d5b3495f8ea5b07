package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.Application;
import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service whose traces stay here. */
@SpringBootTest(
    classes = Application.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "qudiffuse.warm-up=0",
      "management.server.port=0",
      "management.opentelemetry.tracing.export.otlp.endpoint=http://localhost:1/v1/traces",
      "management.tracing.export.otlp.enabled=false"
    })
@Import(TracingTest.Traced.class)
@ExtendWith(OutputCaptureExtension.class)
class TracingTest {

  private static final Logger LOG = LoggerFactory.getLogger(TracingTest.class);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;
  @Autowired private InMemorySpanExporter exporter;
  @Autowired private SdkTracerProvider provider;

  static GenerativeModel model() {
    return new FakeModel();
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
