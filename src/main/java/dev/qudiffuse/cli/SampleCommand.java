package dev.qudiffuse.cli;

import dev.qudiffuse.data.IdxImages;
import dev.qudiffuse.data.IdxWriter;
import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.BackendChoice;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.ImageBatch;
import dev.qudiffuse.generation.Tempering;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.image.ContactSheet;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.image.PngEncoder;
import dev.qudiffuse.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code sample}: draws many digits into files like MNIST's own. Image i is the one that the
 * service draws for the same digit and the seed {@code --seed} + i at {@code size=28}.
 */
@Command(
    name = "sample",
    description = {
      "Draws digits into files of MNIST's format, and some of them onto a contact sheet.",
      "Which weights drew them, and how, is written beside them into " + SampleFacts.FILE + "."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
final class SampleCommand implements Callable<Integer> {

  static final String IMAGES = "images-idx3-ubyte";
  static final String LABELS = "labels-idx1-ubyte";
  static final String SHEET = "contact-sheet.png";

  private static final int SIDE = GenerateCommand.NATIVE_SIZE;
  private static final int DIGITS = GenerateCommand.MAX_DIGIT + 1;

  /** As many images as one array holds. */
  private static final int MAX_COUNT = Integer.MAX_VALUE / (SIDE * SIDE);

  private static final int SHEET_COLUMNS = DIGITS;
  private static final int SHEET_ROWS = 10;

  @Spec private CommandSpec spec;

  @Option(names = "--count", required = true, paramLabel = "N", description = "Number of images.")
  private int count;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the files; made if it is not there.")
  private Path out;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the first image; the next has the next.")
  private long seed;

  @Option(
      names = "--digit",
      paramLabel = "D",
      description = "Digit to draw. When not given, 0 to 9 in turn.")
  private @Nullable Integer digit;

  @Option(names = "--steps", paramLabel = "N", description = "Denoising steps; 20 when not given.")
  private @Nullable Integer steps;

  @Option(
      names = "--guidance",
      paramLabel = "G",
      description = "Strength of guidance, 1 for none; 2 when not given.")
  private @Nullable String guidance;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "ddpm, fresh noise at every step, or ddim, none; ddpm when not given.")
  private @Nullable String sampler;

  @Option(
      names = "--noise-scale",
      paramLabel = "X",
      description =
          "Factor on the noise that ddpm adds, 1 for the posterior's own; 0.9 when not given.")
  private @Nullable Float noiseScale;

  @Option(
      names = "--guided-up-to",
      paramLabel = "T",
      description =
          "Noisiest timestep that is guided, 1000 to guide everywhere; when not given, 800 for ddpm.")
  private @Nullable Integer guidedUpTo;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "How the circuit is run: exact, shots (finitely many measurements) or noisy (depolarized"
              + " after every gate); exact when not given.")
  private @Nullable String backend;

  @Option(
      names = "--shots",
      paramLabel = "N",
      description = "Measurements of each observable, with --backend shots.")
  private @Nullable Integer shots;

  @Option(
      names = "--noise",
      paramLabel = "P",
      description = "Probability that a gate depolarizes its qubits, with --backend noisy.")
  private @Nullable String noise;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Weights file. When not given, the model in the jar.")
  private @Nullable Path model;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireCount();
    int pool = threads.count();
    command(0); // a wrong option must not wait for the model

    TrainedModel loaded = model == null ? TrainedModel.shipped() : TrainedModel.read(model);
    Files.createDirectories(out);
    write(draw(loaded, pool));
    facts(loaded).write(out);
    spec.commandLine().getOut().println("%,d images in %s".formatted(count, out));
    return ExitCode.OK;
  }

  private void requireCount() {
    if (count < 1 || count > MAX_COUNT) {
      throw new ParameterException(
          spec.commandLine(),
          "--count: expected %s, got %d"
              .formatted(GenerateCommand.allowedInteger(1, MAX_COUNT), count));
    }
  }

  /** What image {@code index} is to be. */
  private GenerateCommand command(int index) {
    GenerationDefaults defaults = GenerationDefaults.STANDARD;
    SamplerType chosen =
        sampler != null ? GenerateCommand.parseSampler(sampler) : defaults.sampler();
    return new GenerateCommand(
        label(index),
        seed + index,
        steps != null ? steps : defaults.steps(),
        guidance != null ? GenerateCommand.parseGuidance(guidance) : defaults.guidance(),
        SIDE,
        chosen,
        tempering(chosen),
        new BackendChoice(backend, shots, noise).toBackend());
  }

  private Tempering tempering(SamplerType chosen) {
    Tempering usual = Tempering.usual(chosen);
    return new Tempering(
        noiseScale != null ? noiseScale : usual.noiseScale(),
        guidedUpTo != null ? guidedUpTo : usual.guidedUpTo());
  }

  private int label(int index) {
    return digit != null ? digit : index % DIGITS;
  }

  private byte[] draw(GenerativeModel loaded, int pool) throws InterruptedException {
    byte[] pixels = new byte[count * SIDE * SIDE];
    try (ProgressBar bar = progressBar()) {
      new ImageBatch(loaded, pool)
          .draw(
              count,
              this::command,
              (index, image) -> {
                System.arraycopy(image.pixels(), 0, pixels, index * SIDE * SIDE, SIDE * SIDE);
                bar.step();
              });
    }
    return pixels;
  }

  private ProgressBar progressBar() {
    return ConsoleBar.builder()
        .setTaskName("sample")
        .setInitialMax(count)
        .setUnit(" images", 1)
        .showSpeed()
        .build();
  }

  private void write(byte[] pixels) throws IOException {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) label(i);
    }
    IdxWriter.writeImages(out.resolve(IMAGES), new IdxImages(count, SIDE, SIDE, pixels));
    IdxWriter.writeLabels(out.resolve(LABELS), labels);
    AtomicFile.write(out.resolve(SHEET), contactSheet(pixels));
  }

  private SampleFacts facts(TrainedModel loaded) {
    GenerateCommand first = command(0);
    return new SampleFacts(
        CommandLineText.of(spec),
        loaded.sha256(),
        LabelledImages.read(out.resolve(IMAGES), out.resolve(LABELS)).sha256(),
        count,
        seed,
        first.steps(),
        first.guidance(),
        first.sampler().name().toLowerCase(Locale.ROOT),
        first.tempering().noiseScale(),
        first.tempering().guidedUpTo());
  }

  private byte[] contactSheet(byte[] pixels) {
    List<GrayImage> images = new ArrayList<>();
    for (int i = 0; i < Math.min(count, SHEET_COLUMNS * SHEET_ROWS); i++) {
      int start = i * SIDE * SIDE;
      images.add(new GrayImage(SIDE, SIDE, Arrays.copyOfRange(pixels, start, start + SIDE * SIDE)));
    }
    return PngEncoder.encode(ContactSheet.of(images, SHEET_COLUMNS));
  }
}
