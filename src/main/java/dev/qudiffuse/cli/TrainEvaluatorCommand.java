package dev.qudiffuse.cli;

import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.data.Mnist;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.evaluation.ClassificationObjective;
import dev.qudiffuse.evaluation.EvaluatorNetwork;
import dev.qudiffuse.evaluation.Readings;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.training.AdamW;
import dev.qudiffuse.training.Trainer;
import dev.qudiffuse.training.TrainingDivergedException;
import dev.qudiffuse.training.TrainingSettings;
import dev.qudiffuse.training.TrainingState;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code train-evaluator}: teaches the classifier that judges generated digits to read.
 *
 * <p>A matter of minutes, so there is no resuming: the weights are written once, at the end, with
 * what they make of the test set.
 */
@Command(
    name = "train-evaluator",
    description = "Trains the classifier that judges generated digits.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets what is required
final class TrainEvaluatorCommand implements Callable<Integer> {

  static final String FILE = "evaluator.safetensors";

  private static final int BATCH_SIZE = 128;
  private static final double LEARNING_RATE = 2e-3;
  private static final long WARMUP_STEPS = 200;
  private static final double GRADIENT_CLIP = 1;
  private static final double AVERAGE_DECAY = 0.999;

  @Spec private CommandSpec spec;

  @Mixin private DataOption data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE_OR_DIR",
      description = "Weights file to write, or a folder for it.")
  private Path out;

  @Option(
      names = "--epochs",
      defaultValue = "8",
      paramLabel = "N",
      description = "How often every image is seen.")
  private int epochs;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Decides the weights, to the bit.")
  private long seed;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    int pool = threads.count();
    if (epochs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--epochs must be at least 1, got " + epochs);
    }
    Path file = Files.isDirectory(out) ? out.resolve(FILE) : out;
    requireNew(file);
    LabelledImages train = data.load(Mnist.Split.TRAIN);
    LabelledImages test = data.load(Mnist.Split.TEST);
    try {
      train(train, test, file, pool);
      return ExitCode.OK;
    } catch (TrainingDivergedException e) {
      spec.commandLine().getErr().println(e.getMessage() + "; nothing was written");
      return ExitCode.SOFTWARE;
    }
  }

  /**
   * Minutes of training should not end with a file that cannot be written, or that was precious.
   */
  private void requireNew(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.exists(file)) {
      throw new ParameterException(
          spec.commandLine(), "--out: expected a new file, but " + file + " is there already");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ParameterException(
          spec.commandLine(), "--out: expected a file in a folder that exists, got " + file);
    }
  }

  private TrainingSettings settings(LabelledImages images) {
    return new TrainingSettings(
        Math.ceilDiv((long) epochs * images.count(), (long) BATCH_SIZE),
        BATCH_SIZE,
        LEARNING_RATE,
        WARMUP_STEPS,
        GRADIENT_CLIP,
        AVERAGE_DECAY,
        seed,
        AdamW.Settings.DEFAULT);
  }

  private void train(LabelledImages train, LabelledImages test, Path file, int pool) {
    PrintWriter console = spec.commandLine().getOut();
    var network = new EvaluatorNetwork();
    TrainingSettings settings = settings(train);
    console.printf(
        Locale.ROOT,
        "%,d parameters, %,d multiply-adds, %,d images, %,d steps, %d threads%n",
        network.layout().size(),
        network.multiplyAdds(),
        train.count(),
        settings.steps(),
        pool);
    TrainingState state = TrainingState.initial(network.layout(), Randomness.of(seed));
    var objective = new ClassificationObjective(network, train, settings.batchSize(), seed);
    try (var trainer = new Trainer(objective, settings, state, pool);
        var progress = new TrainingProgress(console, 0, settings.steps())) {
      while (!trainer.finished()) {
        progress.stepped(trainer.step());
      }
    }
    Weights average = network.layout().weights(state.average());
    network.derive(average);
    double accuracy =
        Readings.of(network.newPass(average), test, Readings.Progress.NONE).accuracy();
    Checkpoint.builder()
        .metadata(facts(settings, train, test, state, accuracy))
        .parameters(network.layout(), state.average())
        .write(file);
    console.printf(
        Locale.ROOT,
        "done: %s reads %.2f%% of %,d test images%n",
        file,
        100 * accuracy,
        test.count());
    console.flush();
  }

  /** What is worth knowing about the weights: how they came about, and how well they read. */
  private SequencedMap<String, String> facts(
      TrainingSettings settings,
      LabelledImages train,
      LabelledImages test,
      TrainingState state,
      double accuracy) {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put("architecture", "evaluator");
    facts.putAll(settings.describe());
    facts.put("training.epochs", Integer.toString(epochs));
    facts.put("training.seconds", Long.toString(state.trained().toSeconds()));
    facts.put(
        "training.smoothedLoss", String.format(Locale.ROOT, "%.6f", state.losses().smoothed()));
    facts.put("training.command", CommandLineText.of(spec));
    facts.put("data.images", Integer.toString(train.count()));
    facts.put("data.sha256", train.sha256());
    facts.put("test.images", Integer.toString(test.count()));
    facts.put("test.sha256", test.sha256());
    facts.put("test.accuracy", String.format(Locale.ROOT, "%.4f", accuracy));
    facts.put("program.version", ProgramVersion.get());
    facts.put("license", "Apache-2.0");
    return facts;
  }
}
