package dev.qudiffuse.model;

import dev.qudiffuse.nn.Initializer;
import dev.qudiffuse.nn.Linear;
import dev.qudiffuse.nn.ParameterGroup;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * What the network knows of the time step t: sines and cosines of t at geometrically spaced
 * frequencies, then two linear layers, each with SiLU (Ho et al. 2020, after Vaswani et al. 2017).
 *
 * <pre>
 *   f[2i] = sin(t * w_i), f[2i + 1] = cos(t * w_i), w_i = 10000^(-i / (features / 2))
 * </pre>
 *
 * <p>Immutable and thread-safe; a {@link Pass} is not.
 */
final class TimeEmbedding {

  private static final double LONGEST_PERIOD = 10_000;

  private final int timesteps;
  private final int features;
  private final float[] table;
  private final Linear hidden;
  private final Linear output;

  TimeEmbedding(ParameterLayout.Builder layout, String name, UNetConfiguration sizes) {
    timesteps = sizes.timesteps();
    features = sizes.timeFeatures();
    table = table(timesteps, features);
    int channels = sizes.timeChannels();
    hidden =
        new Linear(
            layout,
            name + ".hidden",
            features,
            channels,
            ParameterGroup.WEIGHT,
            Initializer.fanIn(features));
    output =
        new Linear(
            layout,
            name + ".output",
            channels,
            channels,
            ParameterGroup.WEIGHT,
            Initializer.fanIn(channels));
  }

  private static float[] table(int timesteps, int features) {
    float[] table = new float[timesteps * features];
    for (int i = 0; i < features / 2; i++) {
      double frequency = FastMath.pow(LONGEST_PERIOD, -2.0 * i / features);
      for (int t = 0; t < timesteps; t++) {
        table[t * features + 2 * i] = (float) FastMath.sin(t * frequency);
        table[t * features + 2 * i + 1] = (float) FastMath.cos(t * frequency);
      }
    }
    return table;
  }

  int channels() {
    return output.outputs();
  }

  void derive(Weights weights) {
    hidden.derive(weights);
    output.derive(weights);
  }

  Pass newPass(Kernels kernels, Weights weights) {
    return new Pass(kernels, weights);
  }

  /** The buffers of one thread. */
  final class Pass {
    private final Kernels kernels;
    private final Weights weights;
    private final float[] f = new float[features];
    private final float[] h = new float[hidden.outputs()];
    private final float[] a = new float[hidden.outputs()];
    private final float[] o = new float[output.outputs()];
    private final float[] embedding = new float[output.outputs()];
    private final float[] dEmbedding = new float[output.outputs()];
    private final float[] d = new float[output.outputs()];

    private Pass(Kernels kernels, Weights weights) {
      this.kernels = kernels;
      this.weights = weights;
    }

    /** Returns the embedding of time step {@code t}; the array belongs to the pass. */
    float[] forward(int t) {
      if (t < 0 || t >= timesteps) {
        throw new IllegalArgumentException(
            "expected a time step in 0 .. " + (timesteps - 1) + ", got " + t);
      }
      System.arraycopy(table, t * features, f, 0, features);
      hidden.forward(kernels, weights, f, h);
      kernels.silu(h, a, h.length);
      output.forward(kernels, weights, a, o);
      kernels.silu(o, embedding, o.length);
      return embedding;
    }

    /** Where the users of the embedding add their gradients; zeroed by {@link #backward}. */
    float[] gradientOfEmbedding() {
      return dEmbedding;
    }

    /** Adds the parameters' gradients and clears {@link #gradientOfEmbedding()}. */
    void backward(float[] gradient) {
      kernels.siluGradient(o, dEmbedding, d, o.length);
      output.backwardWeights(kernels, a, d, gradient);
      output.backwardInput(kernels, weights, d, dEmbedding);
      kernels.siluGradient(h, dEmbedding, d, h.length);
      hidden.backwardWeights(kernels, f, d, gradient);
      Arrays.fill(dEmbedding, 0f);
    }
  }
}
