package dev.qudiffuse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.qudiffuse.RawConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway that is running, and a client of it. The client is what stands in front of gateways
 * elsewhere, and says for whom it asks.
 */
final class Gateway implements AutoCloseable {

  /** Where all of them have the service. */
  static final String PREFIX = "/digits";

  /** Makes gateways of one kind. */
  interface Kind {

    /**
     * Starts one.
     *
     * @param copies where the two copies of the service listen
     */
    Gateway start(Path folder, Certificate certificate, List<Integer> copies, Patience patience)
        throws IOException, InterruptedException;

    /** How long its file lets it wait for an answer to begin. */
    Duration patience() throws IOException;

    /** How long its file lets it keep a connection that it does not use. */
    Duration idleTime() throws IOException;

    /** The whole seconds that a file has after a text. */
    static Duration seconds(Path file, String text) throws IOException {
      Matcher time =
          Pattern.compile(Pattern.quote(text) + "(\\d+)s").matcher(Files.readString(file));
      assertThat(time.find()).as("%s in %s", text, file).isTrue();
      return Duration.ofSeconds(Long.parseLong(time.group(1)));
    }
  }

  /** How long a gateway waits for an answer to begin. */
  enum Patience {
    AS_ITS_FILE_SAYS,
    ONE_SECOND
  }

  private static final AtomicInteger CLIENTS = new AtomicInteger();

  private final Process process;
  private final int port;
  private final Certificate certificate;
  private final HttpClient http;

  Gateway(Process process, int port, Certificate certificate) {
    this.process = process;
    this.port = port;
    this.certificate = certificate;
    http =
        HttpClient.newBuilder()
            .sslContext(certificate.trust())
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /** Returns when requests come through. */
  Gateway awaitReady(Path log) {
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("the gateway has ended: " + Files.readString(log));
              }
              return get("/livez").statusCode() == 200;
            });
    return this;
  }

  /** What clients call the service. */
  String address() {
    return "https://localhost:" + port + PREFIX;
  }

  /** An address of documentation (RFC 5737) that no client has had yet. */
  static String newClient() {
    int number = CLIENTS.getAndIncrement();
    return (number % 512 < 256 ? "198.51.100." : "203.0.113.") + number % 256;
  }

  /** A request of a client that has not asked before. */
  HttpRequest.Builder request(String path, String... headers) {
    return requestOf(newClient(), path, headers);
  }

  HttpRequest.Builder requestOf(String client, String path, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(address() + path)).header("X-Forwarded-For", client);
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).GET().build());
  }

  HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofByteArray());
  }

  /** Returns when the answer has begun. */
  HttpResponse<InputStream> open(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofInputStream());
  }

  /** A connection on which anything can be said, or hung up. */
  RawConnection connect() throws IOException {
    Socket socket = certificate.trust().getSocketFactory().createSocket("localhost", port);
    return new RawConnection(socket);
  }

  /** Asks it to end, so that whatever it has started ends, too. */
  @Override
  public void close() throws InterruptedException {
    http.shutdownNow();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
