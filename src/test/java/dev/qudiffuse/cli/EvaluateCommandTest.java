package dev.qudiffuse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.data.IdxImages;
import dev.qudiffuse.data.IdxReader;
import dev.qudiffuse.data.IdxWriter;
import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.evaluation.RealDigits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {

  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

  @TempDir private Path folder;
  private Path data;
  private Path samples;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  /** Real digits as training set, as test set and as samples. */
  @BeforeEach
  void writeDigits() throws IOException {
    data = Files.createDirectory(folder.resolve("mnist"));
    samples = Files.createDirectory(folder.resolve("samples"));
    Path images = RealDigits.folder().resolve(TEST_IMAGES);
    Path labels = RealDigits.folder().resolve(TEST_LABELS);
    Files.copy(images, data.resolve(TEST_IMAGES));
    Files.copy(labels, data.resolve(TEST_LABELS));
    Files.copy(images, data.resolve("train-images-idx3-ubyte.gz"));
    Files.copy(labels, data.resolve("train-labels-idx1-ubyte.gz"));
    IdxWriter.writeImages(samples.resolve(SampleFiles.IMAGES), IdxReader.readImages(images));
    IdxWriter.writeLabels(samples.resolve(SampleFiles.LABELS), IdxReader.readLabels(labels));
  }

  private int evaluate(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("evaluate", "--data", data.toString(), "--samples", samples.toString()));
    arguments.addAll(Arrays.asList(options));
    return QuDiffuseCommand.commandLine()
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void printsATable() {
    assertThat(evaluate()).as(errors.toString()).isZero();
    assertThat(output.toString())
        .containsPattern("evaluator +[0-9a-f]{12}, reads (98|99|100)\\.\\d\\d% of 200 real test")
        .containsPattern("read as asked +(98|99|100)\\.\\d\\d% of 200 samples")
        .containsPattern("\\n +7 +20 +\\d+\\.\\d\\d%")
        .contains("worst confusions: ")
        .containsPattern("samples +0\\.00 +1\\.000 +1\\.000 +1\\.\\d{3} +1\\.000")
        .containsPattern("real \\(train\\) +0\\.00 +1\\.000 +1\\.000 +1\\.\\d{3} +1\\.000");
  }

  @Test
  void printsJson() {
    assertThat(evaluate("--json")).as(errors.toString()).isZero();
    JsonNode report = JsonMapper.shared().readTree(output.toString());
    assertThat(report.get("evaluator").asString()).hasSize(64);
    assertThat(report.get("samples").asInt()).isEqualTo(200);
    assertThat(report.get("accuracy").asDouble()).isBetween(0.98, 1.0);
    assertThat(report.get("digits")).hasSize(10);
    JsonNode seven = report.get("digits").get(7);
    assertThat(seven.get("digit").asInt()).isEqualTo(7);
    assertThat(seven.get("accuracy").asDouble()).isEqualTo(seven.get("right").asInt() / 20.0);
    assertThat(report.get("generated").get("frechetDistance").asDouble()).isLessThan(1e-6);
    assertThat(report.get("real").get("manifold").get("coverage").asDouble()).isEqualTo(1);
  }

  @Test
  void writesJsonThatSaysHowTheSamplesWereDrawn() throws IOException {
    Path file = folder.resolve("report.json");
    facts(imagesHash()).write(samples);

    assertThat(evaluate("--out", file.toString())).as(errors.toString()).isZero();
    JsonNode report = JsonMapper.shared().readTree(Files.readAllBytes(file));
    assertThat(report.get("command").asString())
        .isEqualTo("evaluate --data mnist --samples samples --out report.json");
    assertThat(report.get("sampling").get("model").asString()).isEqualTo("0123");
    assertThat(report.get("sampling").get("command").asString()).isEqualTo("sample --count 200");
    assertThat(report.get("accuracy").asDouble()).isBetween(0.98, 1.0);
    assertThat(output.toString()).contains("read as asked").doesNotContain("{");
  }

  @Test
  void samplesThatNobodyDescribedAreOfUnknownOrigin() {
    assertThat(evaluate("--json")).as(errors.toString()).isZero();
    assertThat(JsonMapper.shared().readTree(output.toString()).has("sampling")).isFalse();
  }

  @Test
  void aDescriptionOfOtherSamplesIsRefused() throws IOException {
    facts("abcd").write(samples);
    assertThat(evaluate()).isEqualTo(ExitCode.SOFTWARE);
    assertThat(errors.toString())
        .contains("sample.json: expected the images of SHA-256 abcd, found " + imagesHash());

    Files.writeString(samples.resolve(SampleFacts.FILE), "nonsense");
    assertThat(evaluate()).isEqualTo(ExitCode.SOFTWARE);
    assertThat(errors.toString())
        .contains("sample.json: expected what `sample` writes, found something else");
  }

  private String imagesHash() {
    return LabelledImages.read(
            samples.resolve(SampleFiles.IMAGES), samples.resolve(SampleFiles.LABELS))
        .sha256();
  }

  private static SampleFacts facts(String images) {
    return new SampleFacts(
        "sample --count 200",
        "0123",
        images,
        null,
        200,
        1,
        null,
        20,
        2,
        "ddpm",
        0.9f,
        800,
        "exact");
  }

  @Test
  void missingSamplesAreNamed() throws IOException {
    Files.delete(samples.resolve(SampleFiles.LABELS));
    assertThat(evaluate()).isEqualTo(ExitCode.SOFTWARE);
    assertThat(errors.toString()).contains(SampleFiles.LABELS + ": expected an IDX file of labels");
    samples = folder.resolve("nowhere");
    assertThat(evaluate()).isEqualTo(ExitCode.SOFTWARE);
    assertThat(errors.toString())
        .contains(
            "evaluate: "
                + samples
                + ": expected a folder with images-idx3-ubyte and labels-idx1-ubyte,"
                + " found nothing of that name");
    assertThat(output.toString()).isEmpty();
  }

  @Test
  void missingDataIsNamed() throws IOException {
    Files.delete(data.resolve(TEST_IMAGES));
    assertThat(evaluate()).isEqualTo(ExitCode.SOFTWARE);
    assertThat(errors.toString()).contains("expected a file t10k-images-idx3-ubyte");
  }

  @Test
  void samplesOfAnotherSizeAreRefused() {
    IdxWriter.writeImages(
        samples.resolve(SampleFiles.IMAGES), new IdxImages(200, 16, 16, new byte[200 * 256]));
    assertThat(evaluate()).isEqualTo(ExitCode.SOFTWARE);
    assertThat(errors.toString()).contains("expected images of 28x28, found 16x16");
  }

  @Test
  void tooFewSamplesAreRefused() {
    IdxWriter.writeImages(
        samples.resolve(SampleFiles.IMAGES), new IdxImages(5, 28, 28, new byte[5 * 784]));
    IdxWriter.writeLabels(samples.resolve(SampleFiles.LABELS), new byte[5]);
    assertThat(evaluate()).isEqualTo(ExitCode.SOFTWARE);
    assertThat(errors.toString()).contains("expected at least 6 images, found 5");
  }

  @Test
  void aForeignEvaluatorIsRefused() {
    Path foreign = samples.resolve(SampleFiles.LABELS);
    assertThat(evaluate("--evaluator", foreign.toString())).isEqualTo(ExitCode.SOFTWARE);
    assertThat(errors.toString()).contains("evaluate: " + foreign + ": expected ");
  }
}
