import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * How long the service takes from its start until it is ready, how much of the processors until
 * then, and how long its first drawings take: the medians of a few starts.
 *
 * <pre>java src/build/StartTime.java RUNS COMMAND...</pre>
 *
 * The service's ports are added to the command, which must be {@code java} itself: of what another
 * program starts, the processors' time is not seen.
 */
final class StartTime {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final int DRAWINGS = 50;

  /**
   * Seconds.
   *
   * @param wall until it is ready, by the clock
   * @param processors the same, of the processors
   * @param first the first drawing
   * @param last the last of the drawings that are made one after the other
   */
  private record Start(double wall, double processors, double first, double last) {}

  private StartTime() {}

  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[0]);
    List<String> command = List.of(arguments).subList(1, arguments.length);
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      starts.add(start(command));
    }
    System.out.printf(
        "ready after %.2f s, %.2f s of the processors; drawing 1 takes %.0f ms, drawing %d %.0f ms: medians of %d starts%n",
        median(starts, Start::wall),
        median(starts, Start::processors),
        1e3 * median(starts, Start::first),
        DRAWINGS,
        1e3 * median(starts, Start::last),
        runs);
  }

  private static double median(List<Start> starts, ToDoubleFunction<Start> value) {
    return starts.stream()
        .mapToDouble(value)
        .sorted()
        .skip(starts.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  private static Start start(List<String> arguments) throws Exception {
    int port = freePort();
    List<String> command = new ArrayList<>(arguments);
    command.add("--server.port=" + port);
    command.add("--management.server.port=" + freePort());
    long begun = System.nanoTime();
    Process service =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      while (!isReady(port)) {
        if (!service.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
          throw new IllegalStateException("expected the service to be ready, but it is not");
        }
        Thread.sleep(50);
      }
      double wall = (System.nanoTime() - begun) / 1e9;
      double processors =
          service.info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1e3;
      double first = draw(port);
      double last = first;
      for (int i = 1; i < DRAWINGS; i++) {
        last = draw(port);
      }
      return new Start(wall, processors, first, last);
    } finally {
      service.destroy();
      if (!service.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        service.destroyForcibly().waitFor();
      }
    }
  }

  private static double draw(int port) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    int status = status(port, "/generate?digit=3&seed=1");
    if (status != 200) {
      throw new IllegalStateException("expected a drawing, got status " + status);
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private static int status(int port, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(PATIENCE)
            .build();
    return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean isReady(int port) throws InterruptedException {
    try {
      return status(port, "/readyz") == 200;
    } catch (IOException e) {
      return false; // not yet listening
    }
  }
}
