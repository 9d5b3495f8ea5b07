package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.GenerativeModel;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** A service with one thread and room for one more drawing, and a model that waits to be let on. */
@ServiceTest
@TestPropertySource(properties = {"qudiffuse.threads=1", "qudiffuse.queue-capacity=1"})
@Timeout(60)
class FullQueueTest {

  private static final Semaphore GATE = new Semaphore(0);
  private static final FakeModel MODEL = new FakeModel(GATE);

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;
  @Autowired private GenerationQueue queue;

  static GenerativeModel model() {
    return MODEL;
  }

  @Test
  void turnsCallersAwayAndSaysWhenToComeBack() throws Exception {
    var client = new Client(port);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<HttpResponse<byte[]>> call = () -> client.generate("digit=3&steps=1");
      var slow = callers.submit(call);
      MODEL.awaitStep();
      Thread.sleep(1100);
      GATE.release();
      assertThat(slow.get().statusCode()).isEqualTo(200);

      var drawn = callers.submit(call);
      MODEL.awaitStep();
      var waiting = callers.submit(call);
      while (queue.waiting() < 1) {
        Thread.sleep(5);
      }
      HttpResponse<byte[]> refused = client.generate("digit=3");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
          .as("two drawings of more than a second each")
          .isBetween(3L, 60L);
      assertThat(Client.json(refused))
          .containsEntry("type", "urn:qudiffuse:problem:queue-full")
          .containsEntry("status", 503);
      GATE.release(2);
      assertThat(drawn.get().statusCode()).isEqualTo(200);
      assertThat(waiting.get().statusCode()).isEqualTo(200);
    } finally {
      GATE.release(100);
    }
  }
}
