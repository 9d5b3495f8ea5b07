package dev.qudiffuse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The standard network, whose channels fill every tile of the kernels, draws and learns the same to
 * the bit in JVMs that use other vectors or none.
 */
class NetworkReproducibilityTest {

  private static final NetworkFingerprint HERE = new NetworkFingerprint(1);
  private static final List<String> LINES =
      List.of("drawing " + HERE.ofDrawing(), "learning " + HERE.ofLearning());

  @TempDir private Path folder;

  static Stream<List<String>> jvmOptions() {
    List<String> module = List.of("--add-modules", "jdk.incubator.vector");
    return Stream.of(
            Stream.of("-XX:UseAVX=1", "-XX:UseAVX=2", "-XX:UseAVX=3", "-Dqudiffuse.kernels=scalar")
                .map(option -> Stream.concat(module.stream(), Stream.of(option)).toList()),
            Stream.of(List.<String>of()))
        .flatMap(options -> options);
  }

  @ParameterizedTest
  @MethodSource("jvmOptions")
  void theFingerprintsAreTheSameInAJvmWith(List<String> options)
      throws IOException, InterruptedException {
    assertThat(fingerprint(options)).containsAll(LINES);
  }

  /** A fingerprint of what was never computed would be the same everywhere, too. */
  @Test
  void theFingerprintsDependOnTheWeights() {
    var other = new NetworkFingerprint(2);
    assertThat(other.ofDrawing()).isNotEqualTo(HERE.ofDrawing());
    assertThat(other.ofLearning()).isNotEqualTo(HERE.ofLearning());
  }

  private List<String> fingerprint(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+IgnoreUnrecognizedVMOptions"); // not every processor knows AVX
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(NetworkFingerprint.class.getName());
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(log);
    assertThat(process.exitValue()).as(() -> String.join("\n", lines)).isZero();
    return lines;
  }
}
