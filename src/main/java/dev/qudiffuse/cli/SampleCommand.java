package dev.qudiffuse.cli;

import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.BackendChoice;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.ImageBatch;
import dev.qudiffuse.generation.Tempering;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.model.CircuitBackend;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
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

  private static final int SIDE = GenerateCommand.NATIVE_SIZE;
  private static final int DIGITS = GenerateCommand.MAX_DIGIT + 1;

  /** Whether the process has been told to end. */
  private volatile boolean stopped;

  @Spec private CommandSpec spec;

  @Option(
      names = "--count",
      required = true,
      paramLabel = "N",
      showDefaultValue = Visibility.NEVER,
      description = "Number of images.")
  private int count;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      converter = Shard.Converter.class,
      description = {
        "Draw part I of N only, from 0 to N - 1; --count and --seed stay those of the whole.",
        "`join-samples` puts the parts together."
      })
  private @Nullable Shard shard;

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
          "Noisiest timestep that is guided, 1000 to guide everywhere; when not given, 800 for"
              + " ddpm.")
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
    int size = part().size(count);
    String images;
    try (var signal = new StopSignal(() -> stopped = true)) {
      images = SampleFiles.write(out, size, sink -> draw(loaded, pool, sink));
    }
    facts(loaded, images).write(out);
    spec.commandLine().getOut().println("%,d images in %s".formatted(size, out));
    return ExitCode.OK;
  }

  private void requireCount() {
    if (count < 1) {
      throw new ParameterException(
          spec.commandLine(), "--count: expected at least 1, got " + count);
    }
    if (part().of() > count) {
      throw new ParameterException(
          spec.commandLine(),
          "--shard: expected no more shards than images, %d, got %d".formatted(count, part().of()));
    }
  }

  private Shard part() {
    return shard != null ? shard : Shard.WHOLE;
  }

  /** What image {@code index} of the whole is to be. */
  private GenerateCommand command(int index) {
    GenerationDefaults settings = GenerationDefaults.STANDARD.with(steps, guidance, SIDE, sampler);
    return new GenerateCommand(
        label(index),
        seed + index,
        settings.steps(),
        settings.guidance(),
        settings.size(),
        settings.sampler(),
        tempering(settings.sampler()),
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

  private void draw(GenerativeModel loaded, int pool, SampleFiles.Sink sink) throws IOException {
    int first = part().start(count);
    try (ProgressBar bar = progressBar()) {
      var inOrder =
          new InOrder(
              (index, image) -> {
                if (stopped) {
                  throw new StoppedException();
                }
                sink.accept(image.pixels(), label(first + index));
                bar.step();
              });
      new ImageBatch(loaded, pool)
          .draw(part().size(count), index -> command(first + index), inOrder);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private ProgressBar progressBar() {
    return ConsoleBar.builder()
        .setTaskName("sample")
        .setInitialMax(part().size(count))
        .setUnit(" images", 1)
        .showSpeed()
        .build();
  }

  private SampleFacts facts(TrainedModel loaded, String images) {
    GenerateCommand first = command(0);
    return new SampleFacts(
        CommandLineText.of(spec),
        loaded.sha256(),
        images,
        shard,
        count,
        seed,
        digit,
        first.steps(),
        first.guidance(),
        first.samplerName(),
        first.tempering().noiseScale(),
        first.tempering().guidedUpTo(),
        describe(first.backend()));
  }

  private static String describe(CircuitBackend circuit) {
    return switch (circuit) {
      case CircuitBackend.Exact exact -> exact.key();
      case CircuitBackend.Shots shots -> shots.key() + " " + shots.shots();
      case CircuitBackend.Noisy noisy -> noisy.key() + " " + noisy.noise();
    };
  }
}
