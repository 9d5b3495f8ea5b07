package dev.qudiffuse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.data.Mnist;
import dev.qudiffuse.evaluation.Evaluator;
import dev.qudiffuse.training.TinyDigits;
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

class TrainEvaluatorCommandTest {

  @TempDir private Path folder;
  private Path data;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  /** The same few images to learn from and to be tested on. */
  @BeforeEach
  void writeImages() throws IOException {
    data = Files.createDirectory(folder.resolve("digits"));
    TinyDigits.write(data, 20);
    for (String kind : List.of("images-idx3-ubyte", "labels-idx1-ubyte")) {
      Files.copy(data.resolve("train-" + kind), data.resolve("t10k-" + kind));
    }
  }

  private int train(Path out, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("train-evaluator", "--data", data.toString(), "--out", out.toString()));
    arguments.addAll(Arrays.asList(options));
    return QuDiffuseCommand.commandLine()
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void writesWeightsThatSayHowTheyCameAbout() {
    assertThat(train(folder, "--epochs", "13", "--seed", "4")).as(errors.toString()).isZero();
    Evaluator evaluator = Evaluator.read(folder.resolve("evaluator.safetensors"));
    LabelledImages images = Mnist.load(data, Mnist.Split.TRAIN);
    assertThat(evaluator.metadata())
        .containsEntry("training.seed", "4")
        .containsEntry("training.epochs", "13")
        .containsEntry("training.steps", "3")
        .containsEntry("training.batchSize", "128")
        .containsEntry("data.images", "20")
        .containsEntry("data.sha256", images.sha256())
        .containsEntry("test.images", "20")
        .containsKey("test.accuracy")
        .hasEntrySatisfying(
            "training.command",
            command ->
                assertThat(command)
                    .startsWith("train-evaluator --data digits --out ")
                    .endsWith(" --epochs 13 --seed 4"));
    assertThat(output.toString())
        .contains("118,394 parameters")
        .contains("step 3/3")
        .containsPattern("done: .*evaluator.safetensors reads \\d+\\.\\d\\d% of 20 test images");
  }

  @Test
  void theSeedDecidesTheWeightsWhateverTheThreads() {
    train(folder.resolve("a"), "--epochs", "7", "--threads", "1");
    train(folder.resolve("b"), "--epochs", "7", "--threads", "3");
    train(folder.resolve("c"), "--epochs", "7", "--seed", "2");
    float[] logits = logits("a");
    assertThat(logits("b")).containsExactly(logits);
    assertThat(logits("c")).isNotEqualTo(logits);
  }

  private float[] logits(String file) {
    return Evaluator.read(folder.resolve(file)).newPass().forward(new float[784]).clone();
  }

  @Test
  void aFileThatIsThereIsKept() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "x");
    assertThat(train(precious)).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString())
        .contains("--out: expected a new file, but " + precious + " is there already");
    assertThat(precious).hasContent("x");
  }

  @Test
  void wrongOptionsAreNamed() {
    assertThat(train(folder.resolve("a"), "--epochs", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(train(folder.resolve("a"), "--threads", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(train(folder.resolve("no/a"))).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString())
        .contains("--epochs must be at least 1, got 0")
        .contains("--threads must be at least 1, got 0")
        .contains("--out: expected a file in a folder that exists, got ");
  }

  @Test
  void missingDataIsNamed() throws IOException {
    Files.delete(data.resolve("t10k-images-idx3-ubyte"));
    assertThat(train(folder.resolve("a"))).isEqualTo(ExitCode.SOFTWARE);
    assertThat(errors.toString()).contains("train-evaluator: " + data + ": expected a file t10k-");
    assertThat(folder.resolve("a")).doesNotExist();
  }
}
