package dev.qudiffuse.training;

import java.util.Locale;

/**
 * The loss or the gradient is no longer a finite number; the step that found out has changed no
 * weight.
 */
public final class TrainingDivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long step;

  TrainingDivergedException(long step, double loss, double gradientNorm) {
    super(
        String.format(
            Locale.ROOT,
            "training diverged at step %d: expected a finite loss and gradient, got loss %s and gradient norm %s",
            step,
            loss,
            gradientNorm));
    this.step = step;
  }

  /** Number of updates made before. */
  public long step() {
    return step;
  }
}
