import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long the service takes from its start until it is ready, and how much of the processors: the
 * medians of a few starts.
 *
 * <pre>java src/build/StartTime.java RUNS COMMAND...</pre>
 *
 * The service's ports are added to the command.
 */
final class StartTime {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Seconds by the clock, and of the processors. */
  private record Start(double wall, double processors) {}

  private StartTime() {}

  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[0]);
    List<String> command = List.of(arguments).subList(1, arguments.length);
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      starts.add(start(command));
    }
    System.out.printf(
        "ready after %.2f s, %.2f s of the processors: medians of %d starts%n",
        median(starts.stream().mapToDouble(Start::wall).toArray()),
        median(starts.stream().mapToDouble(Start::processors).toArray()),
        runs);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
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
      return new Start(wall, processors);
    } finally {
      service.destroy();
      if (!service.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        service.destroyForcibly();
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean isReady(int port) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz")).build();
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not yet listening
    }
  }
}
