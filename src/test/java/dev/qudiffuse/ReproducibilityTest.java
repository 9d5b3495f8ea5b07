package dev.qudiffuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.ReverseDiffusion;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.image.PngEncoder;
import dev.qudiffuse.io.Sha256;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One seed, one image, to the byte: the model in the jar draws, and learns, the same alone and in a
 * batch, on one thread and on two, with vectors of any width or none, with the optimizing compiler
 * or without. Every case is a process of its own, since these are chosen when a JVM starts.
 *
 * <p>What it drew is pinned, too, so that machines are compared with each other.
 */
class ReproducibilityTest {

  private static final System.Logger LOG = System.getLogger(ReproducibilityTest.class.getName());

  private static final Path PINS = Path.of("src/test/resources/golden/drawings.sha256");
  private static final String HOW_TO_PIN =
      "if another model or other arithmetic was meant: ./mvnw test -Dtest=ReproducibilityTest -Dpin"
          + " writes "
          + PINS
          + " anew";

  private static final List<String> VECTOR = List.of("--add-modules", "jdk.incubator.vector");

  /** How many of the drawings: all, or as many as very slow kernels make in seconds. */
  private static final int ALL = ShippedDrawings.COMMANDS.size();

  private static final int CHEAP = 2;

  private static final List<byte[]> ALONE = new ArrayList<>();
  private static final TrainedModel MODEL = TrainedModel.shipped();
  private static byte[] gradient = {};

  @TempDir private Path folder;

  @BeforeAll
  static void drawEachAlone() throws IOException {
    for (GenerateCommand command : ShippedDrawings.COMMANDS) {
      ALONE.add(PngEncoder.encode(new ReverseDiffusion(MODEL).draw(command)));
    }
    gradient = ShippedDrawings.gradient();
  }

  /**
   * Pixels are pinned, not files: another build of zlib may pack the same pixels into other bytes.
   */
  @Test
  void thePixelsArePinned() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# SHA-256 of the model in the jar, of pixels that it draws, and of a gradient.");
    lines.add(MODEL.sha256() + "  model");
    for (int i = 0; i < ALONE.size(); i++) {
      lines.add(Sha256.hex(pixels(ALONE.get(i))) + "  " + ShippedDrawings.COMMANDS.get(i));
    }
    lines.add(Sha256.hex(gradient) + "  gradient");
    if (System.getProperty("pin") != null) {
      Files.write(PINS, lines);
    }

    assertThat(lines.stream().map(line -> line.split(" ")[0])).doesNotHaveDuplicates();
    assertThat(lines).as(HOW_TO_PIN).isEqualTo(Files.readAllLines(PINS));
  }

  /**
   * Without AVX2 there are no vectors of 256 bits for integers, so JDK 25 prefers 128 bits for
   * floats as well.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void equalBytesWhateverTheVectorsWidth(int avx) throws IOException, InterruptedException {
    String flag = "-XX:UseAVX=" + avx;
    drawIn(ALL, with(flag));

    String kernels = read(ShippedDrawings.KERNELS);
    String effective = read(ShippedDrawings.USE_AVX);
    String expected =
        switch (effective) {
          case "0", "1" -> "vector, 128 bit";
          case "2" -> "vector, 256 bit";
          case "3" -> "vector, 512 bit";
          default -> kernels; // another kind of processor
        };
    assertThat(kernels).as("%s, effectively %s", flag, effective).isEqualTo(expected);
    if (!effective.equals(Integer.toString(avx))) {
      abort(
          "Equal bytes, but not with what was to be tried: this processor has no such vectors,"
              + " and with %s the kernels were %s".formatted(flag, kernels));
    }
  }

  /** The kernels for 512 bits, on processors that have no such vectors, too. */
  @Test
  void equalBytesWithEmulatedVectors() throws IOException, InterruptedException {
    drawIn(
        CHEAP,
        with(
            "--add-opens=jdk.incubator.vector/jdk.incubator.vector=ALL-UNNAMED",
            "-D%s=S_512_BIT".formatted(ShippedDrawings.PREFERRED_SHAPE)));

    assertThat(read(ShippedDrawings.KERNELS)).isEqualTo("vector, 512 bit");
  }

  @Test
  void equalBytesOnScalarKernels() throws IOException, InterruptedException {
    drawIn(ALL, with("-Dqudiffuse.kernels=scalar"));

    assertThat(read(ShippedDrawings.KERNELS)).isEqualTo("scalar");
  }

  /** As the jar's manifest lets {@code java -jar} do. */
  @Test
  void equalBytesWhereTheVectorModuleIsLoadedLater() throws IOException, InterruptedException {
    String log = drawIn(ALL, List.of("--add-exports", "java.base/jdk.internal.module=ALL-UNNAMED"));

    assertThat(read(ShippedDrawings.KERNELS)).startsWith("vector, ");
    assertThat(log).doesNotContain("WARNING");
  }

  @Test
  void equalBytesWithoutTheVectorModule() throws IOException, InterruptedException {
    String log = drawIn(ALL, List.of());

    assertThat(read(ShippedDrawings.KERNELS)).isEqualTo("scalar");
    assertThat(log)
        .containsOnlyOnce("start Java 25 with -jar, or with --add-modules jdk.incubator.vector");
  }

  /**
   * C1 knows no vector instructions: with it alone the Vector API is plain and slow Java, slower
   * than the scalar kernels, which take over.
   */
  @Test
  void equalBytesWithoutTheOptimizingCompiler() throws IOException, InterruptedException {
    String log = drawIn(CHEAP, with("-XX:TieredStopAtLevel=1"));

    assertThat(read(ShippedDrawings.KERNELS)).isEqualTo("scalar");
    assertThat(log).containsOnlyOnce("WARNING: Scalar kernels").contains("-XX:TieredStopAtLevel");
  }

  /** And also where they are insisted on. */
  @Test
  void equalBytesOnVectorsWithoutTheOptimizingCompiler() throws IOException, InterruptedException {
    drawIn(CHEAP, with("-XX:TieredStopAtLevel=1", "-Dqudiffuse.kernels=vector"));

    assertThat(read(ShippedDrawings.KERNELS)).startsWith("vector, ");
  }

  private static List<String> with(String... options) {
    return Stream.concat(VECTOR.stream(), Stream.of(options)).toList();
  }

  /** Compares what a JVM draws and learns with what was computed here; returns what it said. */
  private String drawIn(int count, List<String> jvmOptions)
      throws IOException, InterruptedException {
    String log = run(count, jvmOptions);
    LOG.log(Level.INFO, "{0}: {1}", jvmOptions, read(ShippedDrawings.KERNELS));
    for (int threads : ShippedDrawings.THREADS) {
      for (int i = 0; i < count; i++) {
        assertThat(ShippedDrawings.drawing(folder, threads, i))
            .as("%s on %d threads", ShippedDrawings.COMMANDS.get(i), threads)
            .hasBinaryContent(ALONE.get(i));
      }
    }
    assertThat(Sha256.hex(Files.readAllBytes(folder.resolve(ShippedDrawings.GRADIENT))))
        .as("SHA-256 of the gradient")
        .isEqualTo(Sha256.hex(gradient));
    return log;
  }

  private String run(int count, List<String> jvmOptions) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+IgnoreUnrecognizedVMOptions"); // not every processor knows AVX
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ShippedDrawings.class.getName(), folder.toString(), "" + count));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(log);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private static byte[] pixels(byte[] png) throws IOException {
    var raster = ImageIO.read(new ByteArrayInputStream(png)).getRaster();
    return ((DataBufferByte) raster.getDataBuffer()).getData();
  }
}
