import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes an ahead-of-time cache of the service's classes (JEP 483, JEP 514): starts the service with
 * {@code -XX:AOTCacheOutput}, asks it for what it is usually asked for, and tells it to end, upon
 * which the JVM writes the cache.
 *
 * <pre>java src/build/AotCache.java FILE COMMAND...</pre>
 *
 * {@code FILE} is what the command is to write; the service's ports are added to the command.
 */
final class AotCache {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** 128 and the number of SIGTERM. */
  private static final int TERMINATED = 143;

  /** A request: how, for what, and the form of the answer that is wanted. */
  private record Ask(String method, String path, String accept) {}

  private static final List<Ask> USUAL =
      List.of(
          new Ask("POST", "/generate?digit=3", "image/png"),
          new Ask("GET", "/generate?digit=3&seed=42", "image/png"),
          new Ask("POST", "/generate?count=4", "application/json"),
          new Ask("POST", "/generate?digit=3", "image/gif"),
          new Ask("POST", "/generate?digit=3", "text/event-stream"),
          new Ask("POST", "/generate?digit=ten", "image/png"),
          new Ask("GET", "/", "text/html"),
          new Ask("GET", "/models", "application/json"),
          new Ask("GET", "/circuits/default-bottleneck", "image/svg+xml"),
          new Ask("GET", "/livez", "*/*"));

  private static final List<Ask> USUAL_OF_MANAGEMENT =
      List.of(
          new Ask("GET", "/actuator/health", "*/*"), new Ask("GET", "/actuator/prometheus", "*/*"));

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = freePort();
  private final int managementPort = freePort();

  private AotCache() throws IOException {}

  public static void main(String[] arguments) throws Exception {
    Path cache = Path.of(arguments[0]);
    new AotCache().make(List.of(arguments).subList(1, arguments.length));
    System.out.printf("%s: %,d bytes%n", cache, Files.size(cache));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void make(List<String> start) throws Exception {
    List<String> command = new ArrayList<>(start);
    command.add("--server.port=" + port);
    command.add("--management.server.port=" + managementPort);
    Process service = new ProcessBuilder(command).inheritIO().start();
    try {
      awaitReady(service);
      for (Ask ask : USUAL) {
        System.out.println(ask + ": " + status(port, ask));
      }
      for (Ask ask : USUAL_OF_MANAGEMENT) {
        System.out.println(ask + ": " + status(managementPort, ask));
      }
      service.destroy(); // SIGTERM
      if (!service.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("expected the service to end, but it goes on");
      }
    } finally {
      service.destroyForcibly();
    }
    if (service.exitValue() != TERMINATED) {
      throw new IllegalStateException(
          "expected exit code %d, got %d".formatted(TERMINATED, service.exitValue()));
    }
  }

  private void awaitReady(Process service) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!service.isAlive() || System.nanoTime() - end > 0) {
        throw new IllegalStateException("expected the service to be ready, but it is not");
      }
      Thread.sleep(50);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return status(port, new Ask("GET", "/readyz", "*/*")) == 200;
    } catch (IOException e) {
      return false; // not yet listening
    }
  }

  private int status(int at, Ask ask) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + ask.path()))
            .method(ask.method(), HttpRequest.BodyPublishers.noBody())
            .header("Accept", ask.accept())
            .timeout(PATIENCE)
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }
}
