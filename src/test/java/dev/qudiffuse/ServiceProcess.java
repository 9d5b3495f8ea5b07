package dev.qudiffuse;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The service as users start it: a process of its own, with the options of {@code
 * src/main/jvm/serve.options}, the Serial collector and a heap of 192 MB. Serves the model in the
 * jar.
 */
public final class ServiceProcess implements AutoCloseable {

  private static final Path OPTIONS = Path.of("src/main/jvm/serve.options");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Process process;
  private final Path log;
  private final int port;

  private ServiceProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts it, and waits until it is ready.
   *
   * @param folder for its log
   * @param settings such as {@code --qudiffuse.threads=1}
   */
  public static ServiceProcess start(Path folder, String... settings) throws IOException {
    return start(folder, List.of(), settings);
  }

  /**
   * Starts it, and waits until it is ready.
   *
   * @param folder for its log
   * @param options of the virtual machine, which override its own
   * @param settings such as {@code --qudiffuse.threads=1}
   */
  public static ServiceProcess start(Path folder, List<String> options, String... settings)
      throws IOException {
    Path log = folder.resolve("log");
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                java("java"),
                "@" + OPTIONS,
                "--add-modules", // which a jar's manifest would do
                "jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(options);
    command.addAll(
        List.of(
            Application.class.getName(), "--server.port=" + port, "--management.server.port=0"));
    command.addAll(List.of(settings));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var service = new ServiceProcess(process, log, port);
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .failFast(
              () -> {
                if (!process.isAlive()) {
                  throw new IllegalStateException(service.log());
                }
              })
          .until(service::isReady);
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
    return service;
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean isReady() {
    try (var connection = new RawConnection(port)) {
      connection.write(RawConnection.request("GET", "/readyz"));
      return connection.read().status() == 200;
    } catch (IOException e) {
      return false; // not yet listening
    }
  }

  /** Where it takes requests. */
  public int port() {
    return port;
  }

  /** All that it has said. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for its end; tells whether it came. */
  public boolean hasEndedWithin(Duration duration) throws InterruptedException {
    return process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What it ended with. */
  public int exitValue() {
    return process.exitValue();
  }

  /** Bytes of its heap in use after garbage collection. */
  public long heapAfterCollection() throws IOException {
    Process histogram =
        new ProcessBuilder(java("jcmd"), Long.toString(process.pid()), "GC.class_histogram")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines = histogram.inputReader().lines()) {
      String total = lines.filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
      return Long.parseLong(total.split(" +")[2]); // after the number of objects
    }
  }

  /** Bytes of memory it has had at most, where the system tells. */
  public OptionalLong peakResidentMemory() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return OptionalLong.empty();
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst();
    }
  }

  /** Kills it, if it has not ended. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
