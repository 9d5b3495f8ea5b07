package dev.qudiffuse.model;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.nn.Derivation;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import java.util.List;
import java.util.SequencedMap;

/**
 * A network that predicts from a noisy image and can say how its prediction depends on its weights.
 *
 * <p>Immutable and thread-safe; the passes it hands out are not.
 */
public interface DenoisingNetwork {

  /** The network's parameters. */
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

  /** Number of conditions, numbered from 0. */
  int conditions();

  /** The condition that stands for none, used for guidance: the one after the last. */
  default int nullCondition() {
    return conditions();
  }

  /** Number of pixels of an image, each of them one float. */
  int pixels();

  /** The architecture by name, as it is written into files and compared on resuming. */
  SequencedMap<String, String> describe();

  /**
   * Buffers for one thread that learns from {@code weights}, whose derived part must be up to date
   * at each pass.
   *
   * @param images how many images a pass takes at most
   */
  TrainingPass newTrainingPass(Weights weights, int images);

  /**
   * Buffers for one thread that draws with {@code weights}, whose derived part must be up to date.
   */
  Denoiser newDenoiser(Weights weights, CircuitTimer timer);

  /** Some images at a time, forward and then backward. Allocates nothing. Not thread-safe. */
  interface TrainingPass {

    /**
     * Returns the predictions for {@code noisy}, one image behind another, in an array of the pass
     * that the next call overwrites.
     *
     * @param images how many
     * @param noisy the images
     * @param timesteps of each
     * @param conditions of each
     */
    float[] forward(int images, float[] noisy, int[] timesteps, int[] conditions);

    /**
     * Adds the gradient with respect to the parameters, summed over the images of the last {@link
     * #forward}, to {@code gradient}.
     *
     * @param predictionGradient dL / d predictions
     */
    void backward(float[] predictionGradient, float[] gradient);
  }
}
