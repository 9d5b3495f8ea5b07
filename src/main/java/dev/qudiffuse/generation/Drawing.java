package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.diffusion.Trajectory;
import dev.qudiffuse.model.CircuitBackend;
import dev.qudiffuse.model.CircuitTimer;
import java.time.Duration;
import org.apache.commons.math3.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One image on its way from noise to picture. It may rest between any two steps and go on with
 * another denoiser of the same model, on another thread if handed over safely. Used by one thread
 * at a time.
 */
final class Drawing {

  /** Which child of an image's seed its measurements have. */
  private static final long MEASUREMENTS = 0;

  private final GenerativeModel model;
  private final GenerateCommand command;
  private final int number;
  private final StepWatcher watcher;
  private final long begun = System.nanoTime();
  private final float[] image =
      new float[GenerateCommand.NATIVE_SIZE * GenerateCommand.NATIVE_SIZE];

  private @Nullable Trajectory trajectory;

  /** Its own, if measurements are drawn for it; else it is drawn with the thread's. */
  private @Nullable Denoiser measuring;

  private int stepIndex;
  private int timestep;
  private long ended;
  private long stepNanoseconds;
  private long circuitNanoseconds;

  /**
   * @param number among its siblings, from 0; the watcher is told
   */
  Drawing(GenerativeModel model, GenerateCommand command, int number, StepWatcher watcher) {
    this.model = model;
    this.command = command;
    this.number = number;
    this.watcher = watcher;
  }

  GenerateCommand command() {
    return command;
  }

  boolean hasNext() {
    return trajectory == null || trajectory.hasNext();
  }

  /** Takes one step, the first of which begins with making the noise. */
  StepReport step(Worker worker) {
    long start = System.nanoTime();
    if (trajectory == null) {
      trajectory = start();
    }
    long circuitBefore = circuitNanoseconds;
    trajectory.step(denoiser(worker));
    ended = System.nanoTime();
    stepNanoseconds += ended - start;
    var report =
        new StepReport(
            command,
            number,
            stepIndex,
            timestep,
            start,
            ended - start,
            circuitNanoseconds - circuitBefore);
    watcher.onStep(report, image);
    return report;
  }

  private Trajectory start() {
    Tempering tempering = command.tempering();
    return model
        .sampler(command.sampler(), command.steps(), tempering.noiseScale())
        .start(
            new Guidance(command.digit(), command.guidance(), tempering.guidedUpTo()),
            Randomness.of(command.seed()),
            image,
            this::onStep);
  }

  private Denoiser denoiser(Worker worker) {
    if (command.backend() instanceof CircuitBackend.Exact) {
      worker.drawing = this;
      return worker.exact;
    }
    if (measuring == null) {
      measuring =
          model.newDenoiser(
              command.backend(),
              measurements(command.seed()),
              (t, nanoseconds) -> {
                circuitNanoseconds += nanoseconds;
                worker.timer.record(t, nanoseconds);
              });
    }
    return measuring;
  }

  /**
   * Where the outcomes of an image's measurements are drawn from: the generator of {@link
   * Randomness#derive} child 0 of its seed. So they are independent of the noise of the diffusion,
   * which is that of the seed itself and the same on every backend.
   */
  static RandomGenerator measurements(long seed) {
    return Randomness.of(Randomness.derive(seed, MEASUREMENTS));
  }

  private void onStep(int index, int startedAt, float[] now, float[] predictedOriginal) {
    stepIndex = index;
    timestep = startedAt;
  }

  /** How long its steps have taken. */
  Duration timeInSteps() {
    return Duration.ofNanos(stepNanoseconds);
  }

  /** The picture, when no step remains. */
  DrawnImage finish() {
    return new DrawnImage(
        command,
        image,
        new DrawnImage.Timing(
            Duration.ofNanos(ended - begun - stepNanoseconds),
            Duration.ofNanos(stepNanoseconds - circuitNanoseconds),
            Duration.ofNanos(circuitNanoseconds)));
  }

  /** What one thread draws with: buffers for one image at a time. */
  static final class Worker {
    private final CircuitTimer timer;
    private final Denoiser exact;
    private @Nullable Drawing drawing;

    Worker(GenerativeModel model, CircuitTimer timer) {
      this.timer = timer;
      this.exact = model.newDenoiser(this::record);
    }

    private void record(int timestep, long nanoseconds) {
      if (drawing != null) {
        drawing.circuitNanoseconds += nanoseconds;
      }
      timer.record(timestep, nanoseconds);
    }
  }
}
