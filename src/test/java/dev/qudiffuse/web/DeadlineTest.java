package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import java.net.http.HttpResponse;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** A service of little patience, and a model that waits to be let on. */
@ServiceTest
@TestPropertySource(properties = {"qudiffuse.threads=1", "qudiffuse.deadline=500ms"})
@Timeout(60)
class DeadlineTest {

  private static final Semaphore GATE = new Semaphore(0);
  private static final FakeModel MODEL = new FakeModel(GATE);

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;

  static GenerativeModel model() {
    return MODEL;
  }

  @Test
  void aLateDrawingIsAnsweredInTimeAndGivenUp() throws Exception {
    var client = new Client(port);

    HttpResponse<byte[]> late = client.get("/generate?digit=3&seed=7&steps=1000");

    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(late.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(late.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(late.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(late.headers().firstValue("ETag")).as("of the drawing").isEmpty();
    assertThat(Client.json(late))
        .containsEntry("type", "urn:qudiffuse:problem:deadline-passed")
        .containsEntry("title", "Deadline passed")
        .containsEntry("detail", "expected the drawing to be finished after 0.5 s, but it was not");

    GATE.release(2000);
    assertThat(client.generate("digit=3&steps=2").statusCode()).isEqualTo(200);
    assertThat(MODEL.steps()).as("one step of the one, two of the other").isEqualTo(3);
  }
}
