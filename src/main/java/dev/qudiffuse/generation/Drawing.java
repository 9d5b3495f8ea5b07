package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.diffusion.Trajectory;
import dev.qudiffuse.model.CircuitTimer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One image on its way from noise to picture. It may rest between any two steps and go on with
 * another denoiser of the same model, on another thread if handed over safely. Used by one thread
 * at a time.
 */
final class Drawing {

  private final GenerativeModel model;
  private final GenerateCommand command;
  private final int number;
  private final StepWatcher watcher;
  private final long begun = System.nanoTime();
  private final float[] image =
      new float[GenerateCommand.NATIVE_SIZE * GenerateCommand.NATIVE_SIZE];

  private @Nullable Trajectory trajectory;
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
    worker.circuitNanoseconds = 0;
    trajectory.step(worker.denoiser);
    ended = System.nanoTime();
    stepNanoseconds += ended - start;
    circuitNanoseconds += worker.circuitNanoseconds;
    var report =
        new StepReport(
            command, number, stepIndex, timestep, start, ended - start, worker.circuitNanoseconds);
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

  /** What one thread draws with: buffers for one image at a time, and a stopwatch. */
  static final class Worker {
    private final Denoiser denoiser;
    private long circuitNanoseconds;

    Worker(GenerativeModel model, CircuitTimer timer) {
      denoiser =
          model.newDenoiser(
              (timestep, nanoseconds) -> {
                circuitNanoseconds += nanoseconds;
                timer.record(timestep, nanoseconds);
              });
    }
  }
}
