package dev.qudiffuse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.model.HybridUNet;
import dev.qudiffuse.model.TrainedNetwork;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.quantum.ansatz.SimCircuit;
import dev.qudiffuse.training.AffineDenoiser;
import dev.qudiffuse.training.TinyDigits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;

class TrainCommandTest {

  @TempDir private Path folder;
  private Path data;
  private Path out;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void writeImages() throws IOException {
    data = Files.createDirectory(folder.resolve("digits"));
    out = folder.resolve("run");
    TinyDigits.write(data, 20);
  }

  private int train(String... options) {
    return run(new TrainCommand(ansatz -> new AffineDenoiser(28 * 28)), options);
  }

  private int run(TrainCommand command, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("--data", data.toString(), "--out", out.toString()));
    arguments.addAll(Arrays.asList(options));
    return new CommandLine(command)
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void leavesWeightsStateLossCurveAndPreviews() throws IOException {
    assertThat(
            train(
                "--steps",
                "6",
                "--batch",
                "4",
                "--preview-every",
                "3",
                "--save-every",
                "0s",
                "--threads",
                "2"))
        .as(errors.toString())
        .isZero();
    try (var files = Files.list(out)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "model.safetensors",
              "state.safetensors",
              "state.safetensors.bak",
              "loss.csv",
              "preview-000003.png",
              "preview-000006.png");
    }
    assertThat(Files.readAllLines(out.resolve("loss.csv")))
        .hasSize(7)
        .first()
        .isEqualTo(LossLog.HEADER);
    var preview = ImageIO.read(out.resolve("preview-000003.png").toFile());
    assertThat(preview.getWidth()).isEqualTo(10 * 30 + 2);
    assertThat(preview.getHeight()).isEqualTo(PreviewSheet.ROWS * 30 + 2);
    assertThat(output.toString())
        .contains("8,634 parameters, 20 images")
        .contains("step 6/6")
        .contains("done: ");
  }

  @Test
  void resumingAFinishedRunChangesNothing() throws IOException {
    train("--steps", "3", "--batch", "4", "--threads", "1");
    float[] before = bias(out.resolve("model.safetensors"));
    List<String> rows = Files.readAllLines(out.resolve("loss.csv"));
    assertThat(train("--steps", "3", "--batch", "4", "--threads", "1", "--resume")).isZero();
    assertThat(bias(out.resolve("model.safetensors"))).containsExactly(before);
    assertThat(Files.readAllLines(out.resolve("loss.csv"))).isEqualTo(rows);
  }

  private static float[] bias(Path model) {
    return Checkpoint.read(model).tensor("bias").values();
  }

  @Test
  void theModelKnowsHowItCameAbout() {
    train("--steps", "5", "--batch", "8", "--seed", "42");
    assertThat(Checkpoint.read(out.resolve("model.safetensors")).metadata())
        .containsEntry("architecture", "affine")
        .containsEntry("diffusion.timesteps", "1000")
        .containsEntry("training.seed", "42")
        .containsEntry("training.groupRates", "{}")
        .containsEntry("training.stepsMade", "5")
        .containsEntry("training.imagesSeen", "40")
        .containsEntry("training.epochs", "2.00")
        .containsEntry(
            "training.command", "train --data digits --out run --steps 5 --batch 8 --seed 42")
        .containsEntry("license", "Apache-2.0")
        .containsKeys("data.sha256", "training.seconds", "program.version");
  }

  @Test
  void theModelKnowsWhoWentOnAsWell() {
    train("--steps", "3", "--batch", "4");
    train("--steps", "3", "--batch", "4", "--resume");
    train("--steps", "3", "--batch", "4", "--resume", "--threads", "2");
    String begun = "train --data digits --out run --steps 3 --batch 4";
    assertThat(Checkpoint.read(out.resolve("model.safetensors")).metadata())
        .containsEntry("training.command", begun)
        .containsEntry(
            "training.resumedBy", begun + " --resume; " + begun + " --resume --threads 2");
  }

  @Test
  void anotherSeedIsAnotherRun() throws IOException {
    train("--steps", "3", "--batch", "4");
    byte[] before = Files.readAllBytes(out.resolve("state.safetensors"));
    assertThat(train("--steps", "3", "--batch", "4", "--seed", "2", "--resume")).isNotZero();
    assertThat(errors.toString())
        .contains("expected the state of a run with training.seed 2, found training.seed 1");
    assertThat(Files.readAllBytes(out.resolve("state.safetensors"))).isEqualTo(before);
  }

  @Test
  void startsFromTheWeightsOfAnotherRun() throws IOException {
    train("--steps", "30", "--batch", "4", "--warmup", "0");
    Path first = Files.move(out.resolve("model.safetensors"), folder.resolve("first.safetensors"));
    float[] learnt = bias(first);
    assertThat(learnt[0]).isNotZero();
    FileSystemUtils.deleteRecursively(out);

    String[] second = {
      "--from", first.toString(), "--steps", "1", "--batch", "4", "--learning-rate", "1e-9"
    };
    assertThat(train(second)).as(errors.toString()).isZero();

    float[] after = bias(out.resolve("model.safetensors"));
    for (int i = 0; i < learnt.length; i++) {
      assertThat(after[i]).isCloseTo(learnt[i], within(1e-6f));
    }
    assertThat(Checkpoint.read(out.resolve("model.safetensors")).metadata())
        .containsEntry("training.from", Checkpoint.read(first).sha256());
    assertThat(train("--steps", "1", "--batch", "4", "--learning-rate", "1e-9", "--resume"))
        .isNotZero();
    assertThat(errors.toString())
        .contains("expected the state of a run with training.from chance, found");
  }

  @Test
  void doesNotStartFromTheWeightsOfAnotherNetwork() {
    Path other = TinyModel.write(folder.resolve("tiny.safetensors"));
    assertThat(train("--from", other.toString(), "--steps", "1", "--batch", "4")).isNotZero();
    assertThat(errors.toString()).contains("tiny.safetensors: expected the 2 parameters");
    assertThat(out.resolve("model.safetensors")).doesNotExist();
  }

  /** A real network, though a small one, of an ansatz that is not the usual one, and back. */
  @Test
  void trainsAnotherAnsatz() {
    var command = new TrainCommand(ansatz -> new HybridUNet(TinyModel.sizes().withAnsatz(ansatz)));
    assertThat(run(command, "--steps", "2", "--batch", "2", "--ansatz", "sim-14"))
        .as(errors.toString())
        .isZero();

    Checkpoint written = Checkpoint.read(out.resolve("model.safetensors"));
    HybridUNet network = TrainedNetwork.of(written).network();
    assertThat(written.metadata()).containsEntry("ansatz", "sim-14");
    assertThat(network.sizes()).isEqualTo(TinyModel.sizes().withAnsatz(new SimCircuit(14)));
    assertThat(network.bottleneck().circuit().operations())
        .isEqualTo(new SimCircuit(14).circuit(6, 2).operations());

    // Of as many angles, so that nothing else would show the difference.
    assertThat(run(command, "--resume", "--steps", "2", "--batch", "2", "--ansatz", "sim-13"))
        .isNotZero();
    assertThat(errors.toString())
        .contains("expected the state of a run with ansatz sim-13, found ansatz sim-14");
  }

  @Test
  void doesNotStartFromTheWeightsOfAnotherAnsatz() {
    Path other = TinyModel.write(folder.resolve("tiny.safetensors"));
    assertThat(train("--from", other.toString(), "--steps", "1", "--ansatz", "mera")).isNotZero();
    assertThat(errors.toString())
        .contains("tiny.safetensors is of ansatz cluster: expected weights of ansatz mera");
    assertThat(out).doesNotExist();
  }

  @Test
  void otherRatesAreAnotherRun() {
    assertThat(
            train("--steps", "1", "--batch", "4", "--circuit-rate", "0.5", "--observable-rate=2"))
        .as(errors.toString())
        .isZero();
    assertThat(Checkpoint.read(out.resolve("model.safetensors")).metadata())
        .containsEntry("training.groupRates", "{CIRCUIT_ANGLE=0.5, OBSERVABLE=2.0}");
    assertThat(train("--steps", "1", "--batch", "4", "--resume")).isNotZero();
    assertThat(errors.toString())
        .contains("expected the state of a run with training.groupRates {}, found");
  }

  @Test
  void epochsCountImages() throws IOException {
    train("--epochs", "2", "--batch", "8");
    assertThat(Files.readAllLines(out.resolve("loss.csv"))).hasSize(1 + 5);
  }

  @Test
  void aFolderInUseIsNotOverwritten() throws IOException {
    Files.createDirectory(out);
    Files.writeString(out.resolve("precious"), "x");
    assertThat(train("--steps", "1")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString())
        .contains("run is not empty: expected an empty or new folder, or --resume");
  }

  @Test
  void wrongOptionsAreNamed() {
    assertThat(train("--steps", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(train("--save-every", "soon")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(train("--threads", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(train("--batch", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(train("--ansatz", "sim-99")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(train("--circuit-rate", "-1")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(train("--steps", "3", "--epochs", "1")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString())
        .contains("training must take at least 1 step, got 0")
        .contains("expected a time such as 90s, 3m or 1h, got 'soon'")
        .contains("--threads must be at least 1, got 0")
        .contains("expected an ansatz of cluster, hardware-efficient, ")
        .contains("sim-19, got sim-99")
        .contains("batch must hold at least 1 example, got 0")
        .contains("learning rate factor of CIRCUIT_ANGLE must be finite and at least 0, got -1.0")
        .contains("mutually exclusive");
    assertThat(out).doesNotExist();
  }
}
