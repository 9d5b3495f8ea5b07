package dev.qudiffuse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.gateway.Gateway.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The documented Spring Cloud Gateway, built by Maven from the project that users copy. It has a
 * class path of its own: nothing of it is on that of the service or of its tests.
 */
final class SpringCloudGateway implements Gateway.Kind {

  private static final Path PROJECT = Path.of("src/docs/gateway/spring-cloud");

  private static final Path SETTINGS = PROJECT.resolve("src/main/resources/application.yaml");

  private static final Path BUILD = Path.of("target/gateway");

  @Override
  public Gateway start(
      Path folder, Certificate certificate, List<Integer> copies, Patience patience)
      throws IOException, InterruptedException {
    int port = Ports.free();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it lives for seconds
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                jar().toString(),
                "--server.port=" + port,
                "--server.ssl.certificate=file:" + certificate.chain(),
                "--server.ssl.certificate-private-key=file:" + certificate.key(),
                "--gateway.proxies-in-front=1"));
    for (int i = 0; i < copies.size(); i++) {
      command.add(
          "--spring.cloud.discovery.client.simple.instances.digits[%d].uri=http://127.0.0.1:%d"
              .formatted(i, copies.get(i)));
    }
    if (patience == Patience.ONE_SECOND) {
      command.add("--spring.cloud.gateway.server.webflux.httpclient.response-timeout=1s");
    }
    Path log = folder.resolve("spring-cloud-gateway-%d.log".formatted(port));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new Gateway(process, port, certificate).awaitReady(log);
  }

  @Override
  public Duration patience() throws IOException {
    return Gateway.Kind.seconds(SETTINGS, "response-timeout: ");
  }

  @Override
  public Duration idleTime() throws IOException {
    return Gateway.Kind.seconds(SETTINGS, "max-idle-time: ");
  }

  /** Builds it where it has changed since. */
  private static synchronized Path jar() throws IOException, InterruptedException {
    Path jar = BUILD.resolve("target/gateway.jar");
    List<Path> sources = sources();
    if (Files.exists(jar) && !isAnyNewer(sources, Files.getLastModifiedTime(jar))) {
      return jar;
    }
    for (Path source : sources) {
      Path copy = BUILD.resolve(PROJECT.relativize(source));
      Files.createDirectories(copy.getParent());
      Files.write(copy, Files.readAllBytes(source));
    }
    List<String> command =
        new ArrayList<>(
            List.of("./mvnw", "-q", "-B", "-f", BUILD.resolve("pom.xml").toString(), "package"));
    String repository = System.getProperty("maven.repo.local");
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    Path log = BUILD.resolve("build.log");
    Process maven =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(maven.waitFor()).as(() -> "exit code of %s, %s".formatted(command, log)).isZero();
    return jar;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT.resolve("src"))) {
      return Stream.concat(
              Stream.of(PROJECT.resolve("pom.xml")), files.filter(Files::isRegularFile))
          .toList();
    }
  }

  private static boolean isAnyNewer(List<Path> sources, FileTime built) throws IOException {
    for (Path source : sources) {
      if (Files.getLastModifiedTime(source).compareTo(built) > 0) {
        return true;
      }
    }
    return false;
  }
}
