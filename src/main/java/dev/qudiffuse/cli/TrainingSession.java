package dev.qudiffuse.cli;

import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.diffusion.NoiseSchedule;
import dev.qudiffuse.diffusion.PredictionType;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.io.AtomicFile;
import dev.qudiffuse.model.CircuitTimer;
import dev.qudiffuse.model.DenoisingNetwork;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.training.DiffusionObjective;
import dev.qudiffuse.training.StepResult;
import dev.qudiffuse.training.Trainer;
import dev.qudiffuse.training.TrainingRun;
import dev.qudiffuse.training.TrainingSettings;
import dev.qudiffuse.training.TrainingState;
import dev.qudiffuse.training.TrainingStateFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/** One execution of {@code train}: a run of training, and the files that it leaves in a folder. */
final class TrainingSession {

  /**
   * What changes nothing about the weights.
   *
   * @param threads threads to use
   * @param saveEvery time between two saves
   * @param previewEvery steps between two preview sheets
   */
  record Pace(int threads, Duration saveEvery, long previewEvery) {}

  private static final String MODEL = "model.safetensors";
  private static final int TIMESTEPS = 1000;

  private final NoiseSchedule schedule = NoiseSchedule.cosine(TIMESTEPS);
  private final PredictionType predictionType = PredictionType.V_PREDICTION;

  private final DenoisingNetwork network;
  private final Optional<Checkpoint> start;
  private final LabelledImages images;
  private final TrainingSettings settings;
  private final Path folder;
  private final Pace pace;
  private final String commandLine;
  private final PrintWriter out;
  private final TrainingStateFile stateFile;

  TrainingSession(
      DenoisingNetwork network,
      Optional<Checkpoint> start,
      LabelledImages images,
      TrainingSettings settings,
      Path folder,
      Pace pace,
      String commandLine,
      PrintWriter out) {
    this.network = network;
    this.start = start;
    this.images = images;
    this.settings = settings;
    this.folder = folder;
    this.pace = pace;
    this.commandLine = commandLine;
    this.out = out;
    this.stateFile =
        new TrainingStateFile(folder.resolve("state.safetensors"), network.layout(), identity());
  }

  /** Facts that must be the same for a run to go on as if it had never stopped. */
  private SequencedMap<String, String> identity() {
    SequencedMap<String, String> identity = new LinkedHashMap<>(network.describe());
    identity.put("diffusion.schedule", "cosine");
    identity.put("diffusion.timesteps", Integer.toString(schedule.timesteps()));
    identity.put("diffusion.predictionType", predictionType.name().toLowerCase(Locale.ROOT));
    identity.putAll(settings.describe());
    identity.put("data.images", Integer.toString(images.count()));
    identity.put("data.sha256", images.sha256());
    identity.put("training.from", start.map(Checkpoint::sha256).orElse("chance"));
    return identity;
  }

  /**
   * Trains to the end, or until the process is asked to stop, and goes on from a saved state if
   * {@code resume}.
   */
  void run(boolean resume) throws IOException {
    Files.createDirectories(folder);
    TrainingState state = resume ? stateFile.read() : firstState();
    state.continueWith(commandLine);
    out.printf(
        Locale.ROOT,
        "%,d parameters, %,d images, steps %,d to %,d, %d threads%n",
        network.layout().size(),
        images.count(),
        state.step(),
        settings.steps(),
        pace.threads());
    var objective =
        new DiffusionObjective(
            network, images, schedule, predictionType, settings.batchSize(), settings.seed());
    try (var trainer = new Trainer(objective, settings, state, pace.threads());
        var log = LossLog.resume(folder.resolve("loss.csv"), state.step());
        var progress = new TrainingProgress(out, state.step(), settings.steps())) {
      var run = new TrainingRun(trainer, pace.saveEvery(), new Recorder(state, log, progress));
      try (var stop = new StopSignal(run::requestStop)) {
        boolean finished = run.run();
        out.println(
            finished
                ? "done: " + folder.resolve(MODEL)
                : "stopped after step %d of %d, saved; --resume goes on"
                    .formatted(state.step(), settings.steps()));
        out.flush();
      }
    }
  }

  private TrainingState firstState() {
    return start
        .map(checkpoint -> checkpoint.parameters(network.layout()))
        .map(values -> TrainingState.from(network.layout(), values))
        .orElseGet(() -> TrainingState.initial(network.layout(), Randomness.of(settings.seed())));
  }

  /** Writes down what happens. */
  private final class Recorder implements TrainingRun.Listener {
    private final TrainingState state;
    private final LossLog log;
    private final TrainingProgress progress;

    Recorder(TrainingState state, LossLog log, TrainingProgress progress) {
      this.state = state;
      this.log = log;
      this.progress = progress;
    }

    @Override
    public void stepped(StepResult result) {
      progress.stepped(result);
      log.add(result, progress.imagesPerSecond());
      if (result.step() % pace.previewEvery() == 0 || result.step() == settings.steps()) {
        preview(result.step());
      }
    }

    private void preview(long step) {
      Weights average = network.layout().weights(state.average());
      network.derive(average);
      byte[] sheet =
          new PreviewSheet(schedule, predictionType, network.conditions())
              .draw(network.newDenoiser(average, CircuitTimer.NONE));
      try {
        AtomicFile.write(folder.resolve("preview-%06d.png".formatted(step)), sheet);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void save(TrainingState saved) {
      try {
        log.flush(); // first: on resuming, rows past the state are dropped, but none can be made up
        stateFile.write(saved);
        writeModel(saved);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void writeModel(TrainingState saved) {
      Checkpoint.builder()
          .metadata(facts(saved))
          .parameters(network.layout(), saved.average())
          .write(folder.resolve(MODEL));
    }
  }

  /** What is worth knowing about weights: how they came about. */
  private SequencedMap<String, String> facts(TrainingState state) {
    SequencedMap<String, String> facts = identity();
    long seen = state.step() * settings.batchSize();
    facts.put("training.stepsMade", Long.toString(state.step()));
    facts.put("training.imagesSeen", Long.toString(seen));
    facts.put(
        "training.epochs", String.format(Locale.ROOT, "%.2f", (double) seen / images.count()));
    facts.put("training.seconds", Long.toString(state.trained().toSeconds()));
    facts.put(
        "training.smoothedLoss", String.format(Locale.ROOT, "%.6f", state.losses().smoothed()));
    List<String> commands = state.commands();
    facts.put("training.command", commands.getFirst());
    if (commands.size() > 1) {
      facts.put("training.resumedBy", String.join("; ", commands.subList(1, commands.size())));
    }
    facts.put("program.version", ProgramVersion.get());
    facts.put("license", "Apache-2.0");
    return facts;
  }
}
