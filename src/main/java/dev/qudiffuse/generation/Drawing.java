package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.diffusion.Trajectory;
import dev.qudiffuse.model.CircuitTimer;
import dev.qudiffuse.model.ModelDenoiser;
import java.time.Duration;
import org.apache.commons.math3.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One image on its way from noise to picture. It may rest between any two steps and go on with
 * another {@link Worker} of the same model, on another thread if handed over safely; at rest it
 * holds some kilobytes, since a request may have many of them. Used by one thread at a time.
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

  /** From the first step to the last: a finished image has no need of it. */
  private @Nullable Way way;

  private boolean finished;
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

  /** What an image takes its steps with, beside a worker's buffers. */
  private record Way(Trajectory trajectory, RandomGenerator measurements) {}

  boolean hasNext() {
    return !finished;
  }

  /** Takes one step, the first of which begins with making the noise. */
  StepReport step(Worker worker) {
    long start = System.nanoTime();
    Way mine = way != null ? way : start();
    long circuitBefore = circuitNanoseconds;
    worker.step(this, mine);
    finished = !mine.trajectory.hasNext();
    way = finished ? null : mine;
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

  private Way start() {
    Tempering tempering = command.tempering();
    Trajectory trajectory =
        model
            .sampler(command.sampler(), command.steps(), tempering.noiseScale())
            .start(
                new Guidance(command.digit(), command.guidance(), tempering.guidedUpTo()),
                Randomness.of(command.seed()),
                image,
                this::onStep);
    return new Way(trajectory, measurements(command.seed()));
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
    private final ModelDenoiser denoiser;

    /** Whose step it is, within a step. */
    private @Nullable Drawing drawing;

    Worker(GenerativeModel model, CircuitTimer timer) {
      this.timer = timer;
      this.denoiser = model.newDenoiser(this::record);
    }

    private void step(Drawing drawing, Way way) {
      this.drawing = drawing;
      try {
        way.trajectory.step(denoiser.on(drawing.command.backend(), way.measurements));
      } finally {
        this.drawing = null; // what is finished must not be held until the next step
      }
    }

    private void record(int timestep, long nanoseconds) {
      if (drawing != null) {
        drawing.circuitNanoseconds += nanoseconds;
      }
      timer.record(timestep, nanoseconds);
    }
  }
}
