package dev.qudiffuse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.qudiffuse.Application;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A copy of the service in a process of its own. Keeps its ports. */
final class CopyProcess implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path model;
  private final Path log;
  private final int port = Ports.free();
  private final int managementPort = Ports.free();
  private @Nullable Process process;

  CopyProcess(Path model, Path log) {
    this.model = model;
    this.log = log;
  }

  int port() {
    return port;
  }

  /** Does not wait until it is ready. */
  void start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it lives for seconds
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                "--server.port=" + port,
                "--management.server.port=" + managementPort,
                "--qudiffuse.model=" + model,
                "--qudiffuse.warm-up=0")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  void awaitReady() {
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> get("/readyz").statusCode() == 200);
  }

  /** Sends SIGTERM. */
  void terminate() {
    Objects.requireNonNull(process).destroy();
  }

  /** Sends SIGKILL. */
  void kill() {
    Objects.requireNonNull(process).destroyForcibly();
  }

  void awaitEnd() throws InterruptedException {
    assertThat(Objects.requireNonNull(process).waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return get(port, path);
  }

  /** Requests that were admitted and have ended, however they did, since it was started. */
  double ended() throws IOException, InterruptedException {
    return metric("qudiffuse_requests_total");
  }

  /** Images that are being drawn or wait. */
  double images() throws IOException, InterruptedException {
    return metric("qudiffuse_queue_active") + metric("qudiffuse_queue_waiting");
  }

  private double metric(String name) throws IOException, InterruptedException {
    String metrics =
        new String(get(managementPort, "/actuator/prometheus").body(), StandardCharsets.UTF_8);
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .flatMap(line -> Stream.of(line.substring(line.lastIndexOf(' '))))
        .mapToDouble(Double::parseDouble)
        .sum();
  }

  private static HttpResponse<byte[]> get(int port, String path)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
        BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
