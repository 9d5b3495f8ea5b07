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

  Pass newPass(Kernels kernels, Weights weights, int rows) {
    return new Pass(kernels, weights, rows);
  }

  /** The buffers of one thread. */
  final class Pass {
    private final Kernels kernels;
    private final Weights weights;
    private final float[] f;
    private final float[] h;
    private final float[] a;
    private final float[] o;
    private final float[] embedding;
    private final float[] dEmbedding;
    private final float[] d;

    private Pass(Kernels kernels, Weights weights, int rows) {
      this.kernels = kernels;
      this.weights = weights;
      f = new float[rows * features];
      h = new float[rows * channels()];
      a = new float[rows * channels()];
      o = new float[rows * channels()];
      embedding = new float[rows * channels()];
      dEmbedding = new float[rows * channels()];
      d = new float[rows * channels()];
    }

    /**
     * Returns the embeddings of the first time steps, a row each; the array belongs to the pass.
     */
    float[] forward(int rows, int[] timesteps) {
      for (int m = 0; m < rows; m++) {
        System.arraycopy(table, row(timesteps[m]), f, m * features, features);
      }
      hidden.forward(kernels, weights, rows, f, h);
      kernels.silu(h, a, rows * channels());
      output.forward(kernels, weights, rows, a, o);
      kernels.silu(o, embedding, rows * channels());
      return embedding;
    }

    private int row(int t) {
      if (t < 0 || t >= timesteps) {
        throw new IllegalArgumentException(
            "expected a time step in 0 .. " + (timesteps - 1) + ", got " + t);
      }
      return t * features;
    }

    /** Where the users of the embeddings add their gradients; zeroed by {@link #backward}. */
    float[] gradientOfEmbedding() {
      return dEmbedding;
    }

    /** Adds the parameters' gradients and clears {@link #gradientOfEmbedding()}. */
    void backward(int rows, float[] gradient) {
      kernels.siluGradient(o, dEmbedding, d, rows * channels());
      output.backwardWeights(kernels, rows, a, d, gradient);
      output.backwardInput(kernels, weights, rows, d, dEmbedding);
      kernels.siluGradient(h, dEmbedding, d, rows * channels());
      hidden.backwardWeights(kernels, rows, f, d, gradient);
      Arrays.fill(dEmbedding, 0f);
    }
  }
}
