package dev.qudiffuse.benchmark;

import dev.qudiffuse.UntrainedModel;
import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.diffusion.PredictionType;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.training.AdamW;
import dev.qudiffuse.training.DiffusionObjective;
import dev.qudiffuse.training.Objective;
import dev.qudiffuse.training.StepResult;
import dev.qudiffuse.training.TinyDigits;
import dev.qudiffuse.training.Trainer;
import dev.qudiffuse.training.TrainingSettings;
import dev.qudiffuse.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.util.FileSystemUtils;

/** Images per second in training: on one thread, and in whole steps of the trainer on two. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "@src/main/jvm/train.options")
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
public class TrainingStepBenchmark {

  private static final int BATCH = 128;
  private static final int THREADS = 2;

  /** As many as the trainer gives a worker at once. */
  private static final int AT_ONCE = 8;

  private static final TrainingSettings SETTINGS =
      new TrainingSettings(1_000_000, BATCH, 1e-3, 0, 1, 0.999, 1, AdamW.Settings.DEFAULT);

  private Objective.Worker worker;
  private float[] gradient;
  private double[] losses;
  private Trainer trainer;
  private long step;

  /** An objective on a few small images, and a trainer for it. */
  @Setup
  public void setUp() throws IOException {
    var model = new UntrainedModel(1);
    var objective =
        new DiffusionObjective(
            model.network(), images(), model.schedule(), PredictionType.V_PREDICTION, BATCH, 1);
    worker = objective.newWorker(model.weights(), AT_ONCE);
    losses = new double[BATCH];
    gradient = new float[model.network().layout().size()];
    var state = TrainingState.initial(model.network().layout(), Randomness.of(1));
    trainer = new Trainer(objective, SETTINGS, state, THREADS);
  }

  private static LabelledImages images() throws IOException {
    Path folder = Files.createTempDirectory("benchmark");
    try {
      return TinyDigits.write(folder, 100);
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  /** Stops the trainer's threads. */
  @TearDown
  public void tearDown() {
    trainer.close();
  }

  /** Losses and gradient of a few images, on the calling thread. */
  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public double[] gradient() {
    worker.accumulate(step++, 0, AT_ONCE, gradient, losses);
    return losses;
  }

  /** A step of the trainer: gradients of a batch, their sum, AdamW, moving average. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public StepResult trainerStep() {
    return trainer.step();
  }
}
