package dev.qudiffuse.cli;

import dev.qudiffuse.training.StepResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far training is: a bar on a terminal, a line now and then elsewhere.
 *
 * <p>The rate and the time left are those of the last hundred steps or so, so they follow a machine
 * that is shared.
 */
final class TrainingProgress implements AutoCloseable {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);
  private static final double SMOOTHING = 0.97;

  private final PrintWriter out;
  private final long steps;
  private final @Nullable ProgressBar bar;
  private double smoothedSeconds;
  private double smoothingWeight;
  private long lastLine = System.nanoTime();
  private double imagesPerSecond;

  /** Shows progress in the way that suits {@code out}, the process's standard output. */
  TrainingProgress(PrintWriter out, long firstStep, long steps) {
    this.out = out;
    this.steps = steps;
    this.bar =
        ConsoleBar.isTerminal()
            ? ConsoleBar.builder()
                .setTaskName("train")
                .setInitialMax(steps)
                .startsFrom(firstStep, Duration.ZERO)
                .setUpdateIntervalMillis(500)
                .hideEta()
                .build()
            : null;
  }

  /** Takes notice of a step. */
  void stepped(StepResult result) {
    double seconds = result.duration().toNanos() * 1e-9;
    smoothedSeconds = SMOOTHING * smoothedSeconds + (1 - SMOOTHING) * seconds;
    smoothingWeight = SMOOTHING * smoothingWeight + (1 - SMOOTHING);
    double secondsPerStep = smoothedSeconds / smoothingWeight;
    imagesPerSecond = result.examples() / secondsPerStep;
    if (bar != null) {
      bar.stepTo(result.step());
      bar.setExtraMessage(describe(result, secondsPerStep));
    } else if (System.nanoTime() - lastLine >= BETWEEN_LINES.toNanos() || result.step() == steps) {
      lastLine = System.nanoTime();
      out.printf(
          Locale.ROOT, "step %d/%d  %s%n", result.step(), steps, describe(result, secondsPerStep));
      out.flush();
    }
  }

  /** Examples that a second sees at present. */
  double imagesPerSecond() {
    return imagesPerSecond;
  }

  private String describe(StepResult result, double secondsPerStep) {
    long left = Math.round(secondsPerStep * (steps - result.step()));
    return String.format(
        Locale.ROOT,
        "loss %.5f  %.0f images/s  %d:%02d:%02d left",
        result.smoothedLoss(),
        imagesPerSecond,
        left / 3600,
        left / 60 % 60,
        left % 60);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
