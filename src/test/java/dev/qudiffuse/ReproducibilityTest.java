package dev.qudiffuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One seed, one image, to the byte: whatever the width of the vectors, the kernels or the number of
 * threads. Every case is a process of its own, since these are chosen when a JVM starts.
 */
class ReproducibilityTest {

  private static final List<String> VECTOR = List.of("--add-modules", "jdk.incubator.vector");
  private static final List<String> FILES =
      List.of("images-idx3-ubyte", "labels-idx1-ubyte", "contact-sheet.png");

  @TempDir private static Path folder;
  private static Path model;
  private static Path reference;

  @BeforeAll
  static void drawTheReference() throws IOException, InterruptedException {
    model = TinyModel.write(folder.resolve("tiny.safetensors"));
    reference = sample("reference", 2, VECTOR);
  }

  static Stream<List<String>> jvms() {
    return Stream.of(
        with("-XX:UseAVX=1"),
        with("-XX:UseAVX=2"),
        with("-XX:UseAVX=3"),
        with("-Dqudiffuse.kernels=scalar"),
        with("-XX:TieredStopAtLevel=1"),
        List.of());
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void equalBytes(List<String> jvmOptions) throws IOException, InterruptedException {
    Path other = sample("other" + jvmOptions.hashCode(), 1, jvmOptions);

    for (String file : FILES) {
      assertThat(other.resolve(file)).hasSameBinaryContentAs(reference.resolve(file));
    }
  }

  private static List<String> with(String option) {
    List<String> options = new ArrayList<>(VECTOR);
    options.add(option);
    return options;
  }

  private static Path sample(String name, int threads, List<String> jvmOptions)
      throws IOException, InterruptedException {
    Path out = folder.resolve(name);
    Path log = folder.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+IgnoreUnrecognizedVMOptions"); // not every processor knows AVX
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.qudiffuse.Application", "sample", "--count", "4", "--steps", "3"));
    command.addAll(List.of("--seed", "7", "--guidance", "2", "--threads", "" + threads));
    command.addAll(List.of("--model", model.toString(), "--out", out.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(() -> read(log)).isZero();
    return out;
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
