package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.qudiffuse.Dockerfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The container's health check, run against the service and against others. */
@ServiceTest
class ContainerHealthCheckTest {

  @LocalServerPort private int port;

  private static int exitCode(int port) throws IOException, InterruptedException {
    List<String> command = Dockerfile.only("HEALTHCHECK").words();
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SERVER_PORT", Integer.toString(port));
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void theServiceIsHealthy() throws Exception {
    assertThat(exitCode(port)).isZero();
  }

  @Test
  void nobodyIsNotHealthy() throws Exception {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThat(exitCode(free)).isNotZero();
  }

  @Test
  void whoIsNotReadyIsNotHealthy() throws Exception {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals("/readyz") ? 503 : 200, -1);
          exchange.close();
        });
    other.start();
    try {
      assertThat(exitCode(other.getAddress().getPort())).isNotZero();
    } finally {
      other.stop(0);
    }
  }
}
