package dev.qudiffuse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.qudiffuse.Application;
import dev.qudiffuse.TinyModel;
import dev.qudiffuse.generation.ImageBatch;
import dev.qudiffuse.image.GrayImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

/** {@code sample --shard} and {@code join-samples}. */
class SampleShardsTest {

  private static final int COUNT = 23;

  /** What makes a run; the first seed is such that digits and seeds do not go together. */
  private static final List<String> RUN =
      List.of("--count", "" + COUNT, "--seed", "41", "--steps", "2");

  /** 128 and the number of the signal. */
  private static final int TERMINATED = 143;

  @TempDir private Path folder;
  private Path model;
  private Path shards;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void writeModel() throws IOException {
    model = TinyModel.write(folder.resolve("tiny.safetensors"));
    shards = Files.createDirectory(folder.resolve("shards"));
  }

  private int run(String command, List<String> options) {
    return QuDiffuseCommand.commandLine()
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(Stream.concat(Stream.of(command), options.stream()).toArray(String[]::new));
  }

  private int sample(Path out, String... more) {
    List<String> options = new ArrayList<>(RUN);
    options.addAll(List.of("--model", model.toString(), "--out", out.toString()));
    options.addAll(Arrays.asList(more));
    return run("sample", options);
  }

  private int join(Path out) {
    return run("join-samples", List.of("--samples", shards.toString(), "--out", out.toString()));
  }

  private void drawShards(int of) {
    for (int i = 0; i < of; i++) {
      assertThat(sample(shards.resolve("part-" + i), "--shard", i + "/" + of)).isZero();
    }
  }

  private static SampleFacts facts(Path folder) {
    return Objects.requireNonNull(SampleFacts.read(folder));
  }

  /** Every file of a folder, hidden ones too, by name. */
  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, COUNT})
  void allShardsAreTheWholeToTheByte(int of) throws IOException {
    Path whole = folder.resolve("whole");
    Path joined = folder.resolve("joined");
    assertThat(sample(whole)).as(errors.toString()).isZero();
    drawShards(of);

    assertThat(join(joined)).as(errors.toString()).isZero();

    Map<String, byte[]> expected = files(whole);
    Map<String, byte[]> found = files(joined);
    assertThat(found.keySet()).isEqualTo(expected.keySet()).hasSize(4);
    for (String name : List.of(SampleFiles.IMAGES, SampleFiles.LABELS, SampleFiles.SHEET)) {
      assertThat(found.get(name)).as(name).isEqualTo(expected.get(name));
    }
    SampleFacts drawn = facts(whole);
    assertThat(SampleFacts.read(joined))
        .isEqualTo(drawn.whole("join-samples --samples shards --out joined", drawn.images()));
    assertThat(output.toString()).contains("23 images in " + joined);
  }

  @Test
  void shardsTakeTurnsWithDigitsOnlyIfNoDigitIsGiven() {
    Path whole = folder.resolve("whole");
    assertThat(sample(whole, "--digit", "7")).isZero();
    assertThat(sample(shards.resolve("0"), "--digit", "7", "--shard", "0/2")).isZero();
    assertThat(sample(shards.resolve("1"), "--digit", "7", "--shard", "1/2")).isZero();

    assertThat(join(folder.resolve("joined"))).isZero();

    assertThat(folder.resolve("joined").resolve(SampleFiles.IMAGES))
        .hasSameBinaryContentAs(whole.resolve(SampleFiles.IMAGES));
    assertThat(folder.resolve("joined").resolve(SampleFiles.LABELS))
        .hasSameBinaryContentAs(whole.resolve(SampleFiles.LABELS));
  }

  @Test
  void anotherRunOfAShardGivesTheSameFiles() throws IOException {
    Path again = folder.resolve("again").resolve("part");
    assertThat(sample(shards.resolve("part"), "--shard", "2/3", "--threads", "1")).isZero();
    Map<String, byte[]> first = files(shards.resolve("part"));
    assertThat(sample(shards.resolve("part"), "--shard", "2/3", "--threads", "1")).isZero();
    assertThat(sample(again, "--shard", "2/3", "--threads", "1")).isZero();

    assertThat(first).hasSize(4);
    assertThat(files(shards.resolve("part"))).containsExactlyEntriesOf(first);
    assertThat(files(again)).containsExactlyEntriesOf(first);
  }

  @Test
  void aShardSaysWhichItIs() {
    assertThat(sample(shards.resolve("part"), "--shard", "1/3")).isZero();

    SampleFacts facts = facts(shards.resolve("part"));
    assertThat(facts.shard()).isEqualTo(new Shard(1, 3));
    assertThat(facts.count()).isEqualTo(COUNT);
    assertThat(facts.seed()).isEqualTo(41);
    assertThat(facts.backend()).isEqualTo("exact");
    assertThat(facts.command())
        .isEqualTo(
            "sample --count 23 --seed 41 --steps 2 --model tiny.safetensors --out part --shard"
                + " 1/3");
    assertThat(output.toString()).contains("8 images in ");
  }

  @ParameterizedTest
  @CsvSource({"23, 7", "100, 100", "1, 1", "2147483647, 999999999", "2147483647, 64"})
  void shardsCoverARunWithoutGapOrOverlap(int total, int of) {
    int step = Math.max(1, of / 1000);
    for (int i = 0; i < of; i += step) {
      var shard = new Shard(i, of);
      int end = i + 1 < of ? new Shard(i + 1, of).start(total) : total;
      assertThat(shard.start(total) + shard.size(total)).isEqualTo(end);
      assertThat(shard.size(total)).isBetween(total / of, total / of + 1);
    }
    assertThat(new Shard(0, of).start(total)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4/4", "x", "-1/3", "1/0", "0/0", "1", "1/", "/3", "1/3/5", "1/3 ", "1.0/3", ""})
  void aWrongShardIsRefusedAtTheDoor(String shard) {
    assertThat(sample(shards.resolve("part"), "--shard=" + shard)).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString())
        .contains("expected I/N with I from 0 to N - 1, such as 0/4, got '" + shard + "'");
    assertThat(shards.resolve("part")).doesNotExist();
  }

  @Test
  void moreShardsThanImagesAreRefusedAtTheDoor() {
    assertThat(sample(shards.resolve("part"), "--shard=3/24")).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString())
        .contains("--shard: expected no more shards than images, 23, got 24");
    assertThat(shards.resolve("part")).doesNotExist();
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    assertThat(sample(shards.resolve("a"), "--shard", "1/5")).isZero();
    assertThat(sample(shards.resolve("b"), "--shard", "3/5")).isZero();
    assertThat(sample(shards.resolve("c"), "--shard", "0/5")).isZero();
    Files.delete(shards.resolve("c").resolve(SampleFacts.FILE)); // as if it were not finished

    refused("shards: expected 5 shards, 0 to 4, found 2; missing: 0, 2, 4");
  }

  @Test
  void aShardOfAnotherRunIsRefused() {
    assertThat(sample(shards.resolve("a"), "--shard", "0/2")).isZero();
    assertThat(sample(shards.resolve("b"), "--shard", "1/2", "--guidance", "3")).isZero();

    refused("expected a shard of the run of " + shards.resolve("a") + ", found one of another");
  }

  @Test
  void aShardOfAnotherDivisionIsRefused() {
    assertThat(sample(shards.resolve("a"), "--shard", "0/2")).isZero();
    assertThat(sample(shards.resolve("b"), "--shard", "1/3")).isZero();

    refused("expected a shard of the run of " + shards.resolve("a") + ", found one of another");
  }

  @Test
  void aShardThatIsThereTwiceIsRefused() {
    assertThat(sample(shards.resolve("a"), "--shard", "1/2")).isZero();
    assertThat(sample(shards.resolve("b"), "--shard", "1/2")).isZero();

    refused("b: expected each shard once, found 1/2 also in " + shards.resolve("a"));
  }

  @Test
  void aDamagedShardIsRefused() throws IOException {
    drawShards(2);
    Path images = shards.resolve("part-1").resolve(SampleFiles.IMAGES);
    byte[] bytes = Files.readAllBytes(images);
    bytes[bytes.length - 1] ^= 1;
    Files.write(images, bytes);

    refused("sample.json: expected the images of SHA-256 ");
    assertThat(folder.resolve("joined")).isEmptyDirectory();
  }

  @Test
  void foldersWithoutShardsAreRefused() throws IOException {
    refused("shards: expected folders that `sample --shard` has written, found none");
    Files.delete(shards);
    refused("shards: expected a folder with the shards' folders, found nothing of that name");
  }

  private void refused(String message) {
    assertThat(join(folder.resolve("joined"))).isEqualTo(ExitCode.SOFTWARE);
    assertThat(errors.toString()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void shardsCanBeJoinedAmongThemselvesAndAgain() throws IOException {
    drawShards(2);
    Path joined = shards.resolve("joined");

    assertThat(join(joined)).as(errors.toString()).isZero();
    Map<String, byte[]> first = files(joined);
    assertThat(join(joined)).as(errors.toString()).isZero();

    assertThat(files(joined)).containsExactlyEntriesOf(first);
  }

  @Test
  @Timeout(120)
  void aRunThatIsToldToEndLeavesNothingBehind() throws Exception {
    Path out = shards.resolve("part");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                "sample",
                "--count=1000000",
                "--shard=0/2",
                "--model=" + model,
                "--out=" + out)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(out) && !files(out).isEmpty());
      process.destroy(); // SIGTERM

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended in time").isTrue();
      assertThat(process.exitValue()).isEqualTo(TERMINATED);
      assertThat(out).isEmptyDirectory();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void imagesAreHandedOnInOrder() {
    List<Integer> taken = new ArrayList<>();
    ImageBatch.Sink sink = new InOrder((index, image) -> taken.add(index));
    var image = new GrayImage(1, 1, new byte[1]);

    sink.accept(2, image);
    sink.accept(1, image);
    assertThat(taken).isEmpty();
    sink.accept(0, image);
    assertThat(taken).containsExactly(0, 1, 2);
    sink.accept(3, image);
    assertThat(taken).containsExactly(0, 1, 2, 3);
  }

  @Test
  void whatCannotBeWrittenEndsTheBatch() {
    ImageBatch.Sink sink =
        new InOrder(
            (index, image) -> {
              throw new IOException("disk full");
            });
    assertThatThrownBy(() -> sink.accept(0, new GrayImage(1, 1, new byte[1])))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("disk full");
  }
}
