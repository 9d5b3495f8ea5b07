package dev.qudiffuse.training;

import dev.qudiffuse.nn.Derivation;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import java.util.List;

/**
 * What a {@link Trainer} minimises: the mean over numbered examples of a loss that depends on a
 * network's weights.
 *
 * <p>Which example stands at a place of a batch, and every random number it needs, is a pure
 * function of the step and that place. So nothing but the step has to be saved for a run to resume,
 * and it does not matter which thread computes what.
 */
public interface Objective {

  /** The parameters being trained. */
  ParameterLayout layout();

  /** Recomputes {@link Weights#derived()} after the values have changed. */
  void derive(Weights weights);

  /**
   * What {@link #derive} consists of: pieces that different threads may do at once, since what one
   * writes no other reads or writes.
   */
  default List<Derivation> derivations() {
    return List.of(this::derive);
  }

  /**
   * Buffers for one thread that reads {@code weights}.
   *
   * @param examples how many examples it takes at once at most
   */
  Worker newWorker(Weights weights, int examples);

  /** Computes examples, a few at a time. Not thread-safe: every thread has its own. */
  @FunctionalInterface
  interface Worker {

    /**
     * Computes examples that follow one another in a batch, and their gradient.
     *
     * @param step number of updates made before, from 0
     * @param first place of the first one within the batch, from 0
     * @param count how many
     * @param gradient one element per parameter; the gradient of the sum of these examples' losses
     *     is <em>added</em> to it
     * @param losses receives each example's loss at its place in the batch
     */
    void accumulate(long step, int first, int count, float[] gradient, double[] losses);
  }
}
