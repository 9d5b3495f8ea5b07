package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.qudiffuse.Application;
import dev.qudiffuse.RawConnection;
import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** A service that is told to stop while it draws. */
@Timeout(60)
class ShutdownTest {

  private static final Semaphore GATE = new Semaphore(0);
  private static final FakeModel MODEL = new FakeModel(GATE);

  /** In the place of the model in the jar. */
  @Configuration(proxyBeanMethods = false)
  static class Model {
    @Bean
    @Primary
    GenerativeModel fakeModel() {
      return MODEL;
    }
  }

  @Test
  void itIsNotReadyAnyMoreAndStillAnswersWhoeverWaits() throws Exception {
    ConfigurableApplicationContext service = start();
    var client = new Client(port(service, "local.server.port"));
    var management = new Client(port(service, "local.management.port"));
    assertThat(management.get("/actuator/health/readiness").statusCode()).isEqualTo(200);

    try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<HttpResponse<byte[]>> call = () -> client.generate("digit=3&steps=1");
      var drawing = others.submit(call);
      MODEL.awaitStep();
      var stopped = others.submit(service::close);

      HttpResponse<byte[]> readiness = management.get("/actuator/health/readiness");
      while (readiness.statusCode() == 200) {
        Thread.sleep(5);
        readiness = management.get("/actuator/health/readiness");
      }
      assertThat(readiness.statusCode()).isEqualTo(503);
      assertThat(Client.json(readiness)).containsEntry("status", "OUT_OF_SERVICE");
      assertThat(management.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
      assertThat(drawing.isDone()).isFalse();

      GATE.release(100);
      assertThat(drawing.get().statusCode()).isEqualTo(200);
      assertThat(drawing.get().headers().firstValue("Connection")).hasValue("close");
      stopped.get();
      assertThat(service.isActive()).isFalse();
    } finally {
      GATE.release(100);
    }
  }

  @Test
  void withADelayItTakesRequestsUntilProxiesHaveNoticed() throws Exception {
    ConfigurableApplicationContext service = start("--qudiffuse.shutdown-delay=1h");
    int port = port(service, "local.server.port");
    GATE.release(100);
    try (var proxy = new RawConnection(port);
        var others = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(draw(proxy).isLast()).isFalse();

      Future<?> stopped = others.submit(service::close);
      while (new Client(port).get("/readyz").statusCode() == 200) {
        Thread.sleep(5);
      }

      RawConnection.Answer old = draw(proxy);
      assertThat(old.status()).isEqualTo(200);
      assertThat(old.isLast()).isTrue();
      assertThat(proxy.skip(1)).as("closed").isZero();
      try (var late = new RawConnection(port)) {
        assertThat(draw(late).status()).isEqualTo(200);
      }
      stopped.cancel(true);
    } finally {
      GATE.drainPermits();
    }
    await().until(() -> !service.isRunning());
  }

  private static RawConnection.Answer draw(RawConnection connection) throws Exception {
    connection.write(RawConnection.request("GET", "/generate?digit=3&seed=1&steps=1"));
    MODEL.awaitStep();
    return connection.read();
  }

  private static ConfigurableApplicationContext start(String... arguments) {
    String[] all =
        Stream.concat(
                Stream.of("--server.port=0", "--management.server.port=0", "--qudiffuse.warm-up=0"),
                Stream.of(arguments))
            .toArray(String[]::new);
    return new SpringApplicationBuilder(Application.class, Model.class).run(all);
  }

  private static int port(ConfigurableApplicationContext service, String name) {
    return service.getEnvironment().getRequiredProperty(name, Integer.class);
  }
}
