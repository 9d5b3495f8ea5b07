package dev.qudiffuse.gateway;

import dev.qudiffuse.Application;
import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.GenerativeModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A copy of the service in this process. It has one thread, takes up to three images at once and up
 * to two from one client, and its model waits to be let on.
 */
final class FakeCopy implements AutoCloseable {

  static final int CAPACITY = 3;
  static final int CLIENT_SHARE = 2;

  private static final int OPEN = 1_000_000;

  private final Semaphore gate = new Semaphore(OPEN);
  private final FakeModel model = new FakeModel(gate);
  private final ConfigurableApplicationContext context;

  FakeCopy() {
    context =
        new SpringApplicationBuilder(Application.class)
            .initializers(
                (GenericApplicationContext service) ->
                    service.registerBean(
                        "fakeModel",
                        GenerativeModel.class,
                        () -> model,
                        bean -> bean.setPrimary(true)))
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--qudiffuse.threads=1",
                "--qudiffuse.warm-up=0",
                "--qudiffuse.queue-capacity=" + (CAPACITY - 1),
                "--qudiffuse.client-share=" + CLIENT_SHARE);
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** A request that does not go through a gateway. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
        .header("X-Forwarded-For", Gateway.newClient());
  }

  /** From now on no step is finished. */
  void hold() {
    gate.drainPermits();
  }

  /** Lets one step be finished. */
  void letStep() {
    gate.release();
  }

  /** Lets all steps be finished. */
  void letGo() {
    gate.release(OPEN - gate.availablePermits());
  }

  /** Steps that have been begun, since ever. */
  int steps() {
    return model.steps();
  }

  /** Images that have been admitted and are not drawn. */
  int images() {
    GenerationQueue queue = context.getBean(GenerationQueue.class);
    return queue.waiting() + queue.inHand();
  }

  /** Images that the queue was too full for, since ever. */
  double refused() {
    return context
        .getBean(MeterRegistry.class)
        .get("qudiffuse.refused")
        .tag("reason", "queue-full")
        .counter()
        .count();
  }

  Duration deadline() {
    return context.getBean(GenerationQueue.class).limits().patience();
  }

  /** How long it keeps a connection that nobody uses. */
  Duration idleTime() {
    return Binder.get(context.getEnvironment())
        .bind("server.tomcat.keep-alive-timeout", Duration.class)
        .get();
  }

  @Override
  public void close() {
    letGo();
    context.close();
  }
}
