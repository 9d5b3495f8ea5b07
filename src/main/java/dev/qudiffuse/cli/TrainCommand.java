package dev.qudiffuse.cli;

import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.data.Mnist;
import dev.qudiffuse.model.DenoisingNetwork;
import dev.qudiffuse.model.HybridUNet;
import dev.qudiffuse.model.UNetConfiguration;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.nn.ParameterGroup;
import dev.qudiffuse.quantum.ansatz.Ansatz;
import dev.qudiffuse.training.AdamW;
import dev.qudiffuse.training.TrainingDivergedException;
import dev.qudiffuse.training.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train}: teaches the model to draw, from images on disk to a weights file. */
@Command(
    name = "train",
    description = "Trains the model on MNIST and writes its weights.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class TrainCommand implements Callable<Integer> {

  private static final double GRADIENT_CLIP = 1;
  private static final int DEFAULT_EPOCHS = 20;

  private final Function<Ansatz, DenoisingNetwork> network;

  @Spec private CommandSpec spec;

  @Mixin private DataOption data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder for the weights, the state to resume from, the loss curve and previews.")
  private Path out;

  @ArgGroup private @Nullable Length length;

  /** How long to train, in one unit or the other. */
  static final class Length {
    @Option(names = "--steps", paramLabel = "N", description = "Number of updates.")
    private @Nullable Long steps;

    @Option(
        names = "--epochs",
        paramLabel = "E",
        description = "How often every image is seen; 20 if neither is given.")
    private @Nullable Integer epochs;
  }

  @Option(
      names = "--batch",
      defaultValue = "128",
      paramLabel = "N",
      description = "Images per update.")
  private int batch;

  @Option(
      names = "--learning-rate",
      defaultValue = "1e-3",
      paramLabel = "X",
      description = "Highest learning rate.")
  private double learningRate;

  @Option(
      names = "--circuit-rate",
      defaultValue = "1",
      paramLabel = "F",
      description = "Factor on the learning rate of the circuit's angles.")
  private double circuitRate;

  @Option(
      names = "--observable-rate",
      defaultValue = "1",
      paramLabel = "F",
      description = "Factor on the learning rate of the observables.")
  private double observableRate;

  @Option(
      names = "--warmup",
      defaultValue = "500",
      paramLabel = "N",
      description = "Updates until the highest learning rate, from which a cosine leads to zero.")
  private long warmup;

  @Option(
      names = "--ema",
      defaultValue = "0.999",
      paramLabel = "X",
      description = "Decay of the weights' moving average.")
  private double averageDecay;

  @Option(
      names = "--ansatz",
      defaultValue = "cluster",
      paramLabel = "NAME",
      converter = AnsatzConverter.class,
      completionCandidates = AnsatzConverter.Names.class,
      description = "What the circuit is made of: ${COMPLETION-CANDIDATES}.")
  private Ansatz ansatz;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Decides the weights, to the bit.")
  private long seed;

  @Mixin private ThreadsOption threads;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "Weights to start from, of a network of the same sizes and ansatz; when not given,"
              + " chance.")
  private @Nullable Path from;

  @Option(names = "--resume", description = "Go on from the state in --out.")
  private boolean resume;

  @Option(
      names = "--save-every",
      defaultValue = "3m",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How often to save, such as 90s, 3m or 1h.")
  private Duration saveEvery;

  @Option(
      names = "--preview-every",
      defaultValue = "2000",
      paramLabel = "N",
      description = "Updates between two preview sheets.")
  private long previewEvery;

  /** Trains the model that ships. */
  public TrainCommand() {
    this(ansatz -> new HybridUNet(UNetConfiguration.standard().withAnsatz(ansatz)));
  }

  /** Trains a network that is built only once the options are known to be right. */
  TrainCommand(Function<Ansatz, DenoisingNetwork> network) {
    this.network = network;
  }

  @Override
  public Integer call() throws IOException {
    int pool = threads.count();
    checkOptions();
    LabelledImages images = data.load(Mnist.Split.TRAIN);
    TrainingSettings settings = settings(images.count());
    Optional<Checkpoint> start = Optional.ofNullable(from).map(this::readStart);
    var session =
        new TrainingSession(
            network.apply(ansatz),
            start,
            images,
            settings,
            out,
            new TrainingSession.Pace(pool, saveEvery, previewEvery),
            CommandLineText.of(spec),
            spec.commandLine().getOut());
    try {
      session.run(resume);
      return ExitCode.OK;
    } catch (TrainingDivergedException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(e.getMessage() + "; the last good state is kept in " + out);
      return ExitCode.SOFTWARE;
    }
  }

  /** Angles of one ansatz mean nothing to another, which may have just as many. */
  private Checkpoint readStart(Path file) {
    Checkpoint start = Checkpoint.read(file);
    String learnt = UNetConfiguration.ansatzKey(start.metadata());
    if (!learnt.equals(ansatz.key())) {
      throw new ParameterException(
          spec.commandLine(),
          "--from %s is of ansatz %s: expected weights of ansatz %s"
              .formatted(file, learnt, ansatz.key()));
    }
    return start;
  }

  private void checkOptions() throws IOException {
    if (previewEvery < 1) {
      throw new ParameterException(
          spec.commandLine(), "--preview-every must be at least 1, got " + previewEvery);
    }
    if (!resume && !isEmpty(out)) {
      throw new ParameterException(
          spec.commandLine(),
          "--out " + out + " is not empty: expected an empty or new folder, or --resume");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private TrainingSettings settings(int images) {
    try {
      return new TrainingSettings(
          steps(images),
          batch,
          learningRate,
          warmup,
          GRADIENT_CLIP,
          averageDecay,
          seed,
          AdamW.Settings.DEFAULT.withGroupRates(
              Map.of(
                  ParameterGroup.CIRCUIT_ANGLE, circuitRate,
                  ParameterGroup.OBSERVABLE, observableRate)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private long steps(int images) {
    if (length != null && length.steps != null) {
      return length.steps;
    }
    int epochs = length != null && length.epochs != null ? length.epochs : DEFAULT_EPOCHS;
    return Math.ceilDiv((long) epochs * images, (long) Math.max(1, batch));
  }
}
