package dev.qudiffuse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.data.IdxImages;
import dev.qudiffuse.data.IdxReader;
import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.ReverseDiffusion;
import dev.qudiffuse.generation.Tempering;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.model.CircuitBackend;
import dev.qudiffuse.model.checkpoint.Checkpoint;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SampleCommandTest {

  private static final int PIXELS = GenerateCommand.NATIVE_SIZE * GenerateCommand.NATIVE_SIZE;

  @TempDir private Path folder;
  private Path model;
  private Path out;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void writeModel() {
    model = TinyModel.write(folder.resolve("tiny.safetensors"));
    out = folder.resolve("samples");
  }

  private int sample(String... options) {
    List<String> arguments = new ArrayList<>(List.of("sample", "--out", out.toString()));
    arguments.addAll(Arrays.asList(options));
    return QuDiffuseCommand.commandLine()
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void writesMnistsFilesAndAContactSheet() throws IOException {
    assertThat(sample("--count", "23", "--steps", "2", "--model", model.toString()))
        .as(errors.toString())
        .isZero();

    try (var files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "images-idx3-ubyte", "labels-idx1-ubyte", "contact-sheet.png", "sample.json");
    }
    IdxImages images = IdxReader.readImages(out.resolve("images-idx3-ubyte"));
    assertThat(images.count()).isEqualTo(23);
    assertThat(images.rows()).isEqualTo(28);
    assertThat(images.columns()).isEqualTo(28);
    assertThat(IdxReader.readLabels(out.resolve("labels-idx1-ubyte")))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2);
    var sheet = ImageIO.read(out.resolve("contact-sheet.png").toFile());
    assertThat(sheet.getWidth()).isEqualTo(10 * 30 + 2);
    assertThat(sheet.getHeight()).isEqualTo(3 * 30 + 2);
    for (int i = 0; i < 23; i++) {
      assertThat(
              (byte[])
                  sheet.getRaster().getDataElements(2 + i % 10 * 30, 2 + i / 10 * 30, 28, 28, null))
          .as("image %d on the sheet", i)
          .isEqualTo(Arrays.copyOfRange(images.pixels(), i * PIXELS, (i + 1) * PIXELS));
    }
    assertThat(output.toString()).contains("23 images in " + out);
  }

  @Test
  void imageNumberIIsTheSingleImageOfSeedPlusI() {
    sample(
        "--count",
        "7",
        "--seed",
        "40",
        "--steps",
        "3",
        "--guidance",
        "2",
        "--threads",
        "3",
        "--model",
        model.toString());

    byte[] pixels = IdxReader.readImages(out.resolve("images-idx3-ubyte")).pixels();
    var alone = new ReverseDiffusion(TrainedModel.read(model));
    for (int i = 0; i < 7; i++) {
      assertThat(Arrays.copyOfRange(pixels, i * PIXELS, (i + 1) * PIXELS))
          .as("image " + i)
          .isEqualTo(
              alone.draw(new GenerateCommand(i, 40 + i, 3, 2, 28, SamplerType.DDPM)).pixels());
    }
  }

  @Test
  void saysWhichWeightsDrewAndHow() throws IOException {
    sample("--count", "6", "--seed", "40", "--steps", "3", "--model", model.toString());

    JsonNode facts =
        JsonMapper.shared().readTree(Files.readAllBytes(out.resolve(SampleFacts.FILE)));
    assertThat(facts.get("command").asString())
        .isEqualTo("sample --out samples --count 6 --seed 40 --steps 3 --model tiny.safetensors");
    assertThat(facts.get("model").asString()).isEqualTo(Checkpoint.read(model).sha256());
    assertThat(facts.get("images").asString())
        .isEqualTo(
            LabelledImages.read(out.resolve("images-idx3-ubyte"), out.resolve("labels-idx1-ubyte"))
                .sha256());
    assertThat(facts.get("sampler").asString()).isEqualTo("ddpm");
    assertThat(facts.get("guidedUpTo").asInt()).isEqualTo(800);
  }

  @Test
  void anotherSamplerDrawsAnotherImage() {
    sample(
        "--count", "1", "--seed", "4", "--steps", "3", "--sampler", "ddim", "--model", "" + model);

    var alone = new ReverseDiffusion(TrainedModel.read(model));
    assertThat(IdxReader.readImages(out.resolve("images-idx3-ubyte")).pixels())
        .isEqualTo(alone.draw(new GenerateCommand(0, 4, 3, 2, 28, SamplerType.DDIM)).pixels())
        .isNotEqualTo(alone.draw(new GenerateCommand(0, 4, 3, 2, 28, SamplerType.DDPM)).pixels());
  }

  @Test
  void temperingIsPassedOn() {
    sample(
        "--count",
        "1",
        "--seed",
        "4",
        "--steps",
        "3",
        "--noise-scale",
        "0.5",
        "--guided-up-to",
        "400",
        "--model",
        "" + model);

    var alone = new ReverseDiffusion(TrainedModel.read(model));
    var usual = new GenerateCommand(0, 4, 3, 2, 28, SamplerType.DDPM);
    var tempered =
        new GenerateCommand(
            0, 4, 3, 2, 28, SamplerType.DDPM, new Tempering(0.5f, 400), new CircuitBackend.Exact());
    assertThat(IdxReader.readImages(out.resolve("images-idx3-ubyte")).pixels())
        .isEqualTo(alone.draw(tempered).pixels())
        .isNotEqualTo(alone.draw(usual).pixels());
  }

  @Test
  void theBackendIsPassedOn() {
    sample(
        "--count",
        "1",
        "--seed",
        "4",
        "--steps",
        "3",
        "--backend",
        "shots",
        "--shots",
        "40",
        "--model",
        "" + model);
    byte[] shots = IdxReader.readImages(out.resolve("images-idx3-ubyte")).pixels();
    sample(
        "--count",
        "1",
        "--seed",
        "4",
        "--steps",
        "3",
        "--backend",
        "noisy",
        "--noise",
        "0.2",
        "--model",
        "" + model);
    byte[] noisy = IdxReader.readImages(out.resolve("images-idx3-ubyte")).pixels();

    assertThat(shots).isEqualTo(drawnOn(new CircuitBackend.Shots(40)));
    assertThat(noisy).isEqualTo(drawnOn(new CircuitBackend.Noisy(0.2)));
    assertThat(drawnOn(new CircuitBackend.Exact())).isNotEqualTo(shots).isNotEqualTo(noisy);
  }

  private byte[] drawnOn(CircuitBackend backend) {
    var usual = Tempering.usual(SamplerType.DDPM);
    return new ReverseDiffusion(TrainedModel.read(model))
        .draw(new GenerateCommand(0, 4, 3, 2, 28, SamplerType.DDPM, usual, backend))
        .pixels();
  }

  @Test
  void oneDigitOnly() {
    sample("--count", "3", "--digit", "7", "--steps", "1", "--model", model.toString());

    assertThat(IdxReader.readLabels(out.resolve("labels-idx1-ubyte"))).containsExactly(7, 7, 7);
  }

  @ParameterizedTest
  @CsvSource({
    "--count, 0, '--count: expected at least 1, got 0'",
    "--digit, 10, '--digit: expected an integer from 0 to 9, got 10'",
    "--steps, 1001, '--steps: expected an integer from 1 to 1000, got 1001'",
    "--guidance, -1, '--guidance: expected a number from 0 to 20, got -1'",
    "--guidance, NaN, '--guidance: expected a number from 0 to 20, got NaN'",
    "--sampler, euler, '--sampler: expected ddpm or ddim, got euler'",
    "--noise-scale, 2.5, '--noise-scale: expected a number from 0 to 2, got 2.5'",
    "--noise-scale, NaN, '--noise-scale: expected a number from 0 to 2, got NaN'",
    "--guided-up-to, 1001, '--guided-up-to: expected an integer from 0 to 1000, got 1001'",
    "--backend, quick, '--backend: expected exact, shots or noisy, got quick'",
    "--shots, 5, '--shots: expected none but with backend shots, got 5 with exact'",
    "--noise, 0.1, '--noise: expected none but with backend noisy, got 0.1 with exact'",
    "--threads, 0, '--threads must be at least 1, got 0'",
    "--model, nowhere, 'nowhere: expected a readable safetensors file, found no such file or directory'"
  })
  void saysWhatIsWrongAndLeavesNothingBehind(String option, String value, String message) {
    int exitCode =
        option.equals("--count") ? sample(option, value) : sample("--count", "5", option, value);

    assertThat(exitCode).isNotZero();
    assertThat(errors.toString()).contains(message).doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(out, "a file");

    assertThat(sample("--count", "1", "--steps", "1", "--model", model.toString())).isEqualTo(1);
    assertThat(errors.toString()).startsWith("sample: " + out);
  }
}
