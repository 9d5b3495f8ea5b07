package dev.qudiffuse.training;

import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;

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

  /** Buffers for one thread that reads {@code weights}. */
  Worker newWorker(Weights weights);

  /** Computes examples one after another. Not thread-safe: every thread has its own. */
  @FunctionalInterface
  interface Worker {

    /**
     * Computes one example and its gradient.
     *
     * @param step number of updates made before, from 0
     * @param indexInBatch place within the batch, from 0
     * @param gradient one element per parameter; the gradient of this example's loss is
     *     <em>added</em> to it
     * @return the example's loss
     */
    double accumulate(long step, int indexInBatch, float[] gradient);
  }
}
