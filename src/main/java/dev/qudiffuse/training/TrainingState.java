package dev.qudiffuse.training;

import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * All that changes from step to step: with the settings and the data it decides every step to come.
 *
 * <p>The arrays are the real ones, written by the {@link Trainer}; whoever wants to keep them
 * copies them. Not thread-safe.
 */
public final class TrainingState {

  private final Weights weights;
  private final float[] mean;
  private final float[] variance;
  private final float[] average;
  private final LossHistory losses;
  private final List<String> commands;
  private Duration trained;

  TrainingState(
      Weights weights,
      float[] mean,
      float[] variance,
      float[] average,
      LossHistory losses,
      List<String> commands,
      Duration trained) {
    this.weights = weights;
    this.mean = mean;
    this.variance = variance;
    this.average = average;
    this.losses = losses;
    this.commands = new ArrayList<>(commands);
    this.trained = trained;
  }

  /** Freshly initialized weights, before the first step. */
  public static TrainingState initial(ParameterLayout layout, RandomGenerator random) {
    return from(layout, layout.initialize(random).values());
  }

  /** Weights that have been learnt elsewhere, before the first step. */
  public static TrainingState from(ParameterLayout layout, float[] values) {
    Weights weights = layout.weights(values);
    return new TrainingState(
        weights,
        new float[layout.size()],
        new float[layout.size()],
        weights.values().clone(),
        new LossHistory(),
        List.of(),
        Duration.ZERO);
  }

  /** Number of updates made so far. */
  public long step() {
    return losses.size();
  }

  /** The parameters that are being trained. */
  public Weights weights() {
    return weights;
  }

  /** AdamW's running mean of the gradients. */
  public float[] mean() {
    return mean;
  }

  /** AdamW's running mean of their squares. */
  public float[] variance() {
    return variance;
  }

  /** The moving average of the parameters: what is shipped. */
  public float[] average() {
    return average;
  }

  /** The loss of every step. */
  public LossHistory losses() {
    return losses;
  }

  /** Command lines that have worked on it: the one that began, and those that went on. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  /** Takes notice of the command line that works on it from now on. */
  public void continueWith(String command) {
    commands.add(command);
  }

  /** Time spent in steps, over all resumptions. */
  public Duration trained() {
    return trained;
  }

  /** Counts a finished step. */
  void completeStep(double loss, Duration duration) {
    losses.add(loss);
    trained = trained.plus(duration);
  }
}
