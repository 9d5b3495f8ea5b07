package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Sampler;
import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.GenerativeModel;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** A service with one thread and room for one more drawing, and a model that waits to be let go. */
@ServiceTest
@TestPropertySource(properties = {"qudiffuse.threads=1", "qudiffuse.queue-capacity=1"})
@Timeout(60)
class FullQueueTest {

  private static final CountDownLatch BEGUN = new CountDownLatch(1);
  private static final CountDownLatch LET_GO = new CountDownLatch(1);

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;
  @Autowired private GenerationQueue queue;

  static GenerativeModel model() {
    var fake = new FakeModel();
    return new GenerativeModel() {
      @Override
      public Denoiser newDenoiser() {
        return fake.newDenoiser();
      }

      @Override
      public Sampler sampler(int steps) {
        BEGUN.countDown();
        try {
          LET_GO.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return fake.sampler(steps);
      }
    };
  }

  @Test
  void turnsCallersAwayAndSaysWhenToComeBack() throws Exception {
    var client = new Client(port);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<HttpResponse<byte[]>> call = () -> client.generate("digit=3");
      var drawn = callers.submit(call);
      BEGUN.await();
      var waiting = callers.submit(call);
      while (queue.waiting() < 1) {
        Thread.sleep(5);
      }

      HttpResponse<byte[]> refused = client.generate("digit=3");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(Client.json(refused))
          .containsEntry("type", "urn:qudiffuse:problem:queue-full")
          .containsEntry("status", 503);
      LET_GO.countDown();
      assertThat(drawn.get().statusCode()).isEqualTo(200);
      assertThat(waiting.get().statusCode()).isEqualTo(200);
    } finally {
      LET_GO.countDown();
    }
  }
}
