package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.Contraction;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.List;

/**
 * A fully connected layer: {@code y[n] = b[n] + sum over i of x[i] * w[i, n]}, weights {@code [in,
 * out]}.
 *
 * <p>Immutable and thread-safe.
 */
public final class Linear {

  private final Parameter weight;
  private final Parameter bias;
  private final Contraction forward;
  private final Contraction inputGradient;
  private final int packed;
  private final int packedTransposed;
  private final float[] noBias;

  /**
   * Adds the layer's parameters to a layout.
   *
   * @param name path of the layer
   * @param group of the weights and the bias alike if it is {@link ParameterGroup#CIRCUIT_ANGLE}
   */
  public Linear(
      ParameterLayout.Builder layout,
      String name,
      int inputs,
      int outputs,
      ParameterGroup group,
      Initializer initializer) {
    this.weight = layout.add(name + ".weight", List.of(inputs, outputs), group, initializer);
    this.bias =
        layout.add(
            name + ".bias",
            List.of(outputs),
            group == ParameterGroup.CIRCUIT_ANGLE ? group : ParameterGroup.BIAS,
            Initializer.zeros());
    this.forward = Contraction.linear(inputs, outputs);
    this.inputGradient = Contraction.linear(outputs, inputs);
    this.packed = layout.addDerived(forward.packedSize());
    this.packedTransposed = layout.addDerived(inputGradient.packedSize());
    this.noBias = new float[inputs];
  }

  /** Length of the input. */
  public int inputs() {
    return forward.depth();
  }

  /** Length of the output. */
  public int outputs() {
    return forward.outputs();
  }

  /** Multiply-adds of one forward pass. */
  public long multiplyAdds() {
    return forward.multiplyAdds();
  }

  /** Rearranges the weights for the kernels; to be called whenever they have changed. */
  public void derive(Weights weights) {
    forward.pack(weights.values(), weight.offset(), weights.derived(), packed);
    for (int i = 0; i < inputs(); i++) {
      int row = weight.offset() + i * outputs();
      int column = packedTransposed + inputGradient.packedIndex(0, i);
      for (int n = 0; n < outputs(); n++) {
        weights.derived()[column + n * Contraction.PANEL] = weights.values()[row + n];
      }
    }
  }

  /** The forward pass of some rows, that lie one behind another. */
  public void forward(Kernels kernels, Weights weights, int rows, float[] x, float[] y) {
    kernels.contract(
        forward, rows, x, 0, weights.derived(), packed, weights.values(), bias.offset(), 0, y, 0);
  }

  /** Writes the gradient of the input into {@code dx}. */
  public void backwardInput(Kernels kernels, Weights weights, int rows, float[] dy, float[] dx) {
    kernels.contract(
        inputGradient, rows, dy, 0, weights.derived(), packedTransposed, noBias, 0, 0, dx, 0);
  }

  /** Adds the gradients of weights and bias. */
  public void backwardWeights(Kernels kernels, int rows, float[] x, float[] dy, float[] gradient) {
    kernels.weightGradient(forward, rows, x, 0, dy, 0, gradient, weight.offset());
    for (int m = 0; m < rows; m++) {
      for (int n = 0; n < outputs(); n++) {
        gradient[bias.offset() + n] += dy[m * outputs() + n];
      }
    }
  }
}
