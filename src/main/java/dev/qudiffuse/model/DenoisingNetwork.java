package dev.qudiffuse.model;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
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
   * Number of conditions, numbered from 0; the condition after the last stands for "any of them".
   */
  int conditions();

  /** Floats of an image. */
  int imageSize();

  /** The architecture by name, as it is written into files and compared on resuming. */
  SequencedMap<String, String> describe();

  /**
   * Buffers for one thread that learns from {@code weights}, whose derived part must be up to date
   * at each pass.
   */
  TrainingPass newTrainingPass(Weights weights);

  /**
   * Buffers for one thread that draws with {@code weights}, whose derived part must be up to date.
   */
  Denoiser newDenoiser(Weights weights, CircuitTimer timer);

  /** One image at a time, forward and then backward. Allocates nothing. Not thread-safe. */
  interface TrainingPass {

    /**
     * Returns the prediction for {@code noisy}, in an array of the pass that the next call
     * overwrites.
     */
    float[] forward(float[] noisy, int timestep, int condition);

    /**
     * Adds the gradient with respect to the parameters to {@code gradient}, for the image of the
     * last {@link #forward}.
     *
     * @param predictionGradient dL / d prediction
     */
    void backward(float[] predictionGradient, float[] gradient);
  }
}
