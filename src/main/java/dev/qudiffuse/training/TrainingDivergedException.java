package dev.qudiffuse.training;

import java.util.Locale;

/**
 * The loss or the gradient is no longer a finite number; the step that found out has changed no
 * weight.
 */
public final class TrainingDivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long step;
  private final double loss;
  private final double gradientNorm;

  TrainingDivergedException(long step, double loss, double gradientNorm) {
    super(
        String.format(
            Locale.ROOT,
            "training diverged at step %d: expected a finite loss and gradient, got loss %s and gradient norm %s",
            step,
            loss,
            gradientNorm));
    this.step = step;
    this.loss = loss;
    this.gradientNorm = gradientNorm;
  }

  /** Number of updates made before. */
  public long step() {
    return step;
  }

  /** Mean loss of the batch. */
  public double loss() {
    return loss;
  }

  /** Length of the batch's gradient before clipping. */
  public double gradientNorm() {
    return gradientNorm;
  }
}
