package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.Contraction;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/**
 * A two-dimensional convolution (cross-correlation) over a bordered channels-last image.
 *
 * <pre>
 *   y[i, j, n] = b[n] + sum over u, v, m of x[s*i + u - p, s*j + v - p, m] * w[u, v, m, n]
 * </pre>
 *
 * with kernel size 1 (p = 0) or 3 (p = 1) and stride s. Weights are {@code [size, size, in, out]}.
 *
 * <p>The gradient of the input is again a convolution, of the gradient of the output with the kernel flipped and its channels
 * exchanged; for stride 2 it is one convolution for each parity of row and column, with those kernel entries that meet it.
 *
 * <p>Immutable and thread-safe.
 */
public final class Convolution {

  private static final int DIRECT = 3;

  private final ImageShape in;
  private final ImageShape out;
  private final int size;
  private final Parameter weight;
  private final Contraction forward;
  private final int packed;
  private final List<InputGradient> inputGradients;
  private final float[] noBias;
  private final int inOrigin;

  /**
   * Adds a convolution's parameters to a layout. The bias is given to {@link #forward}, since here it often depends on the
   * time step.
   *
   * @param name path of the layer
   * @param in shape of the input
   * @param outChannels channels of the output
   * @param size side of the kernel, 1 or 3
   * @param stride 1 or 2
   */
  public Convolution(
      ParameterLayout.Builder layout,
      String name,
      ImageShape in,
      int outChannels,
      int size,
      int stride,
      Initializer initializer) {
    if (size != 1 && size != DIRECT) {
      throw new IllegalArgumentException(name + ": expected a kernel of size 1 or 3, got " + size);
    }
    if (stride != 1 && stride != 2) {
      throw new IllegalArgumentException(name + ": expected stride 1 or 2, got " + stride);
    }
    this.in = in;
    this.out =
        new ImageShape(
            (in.height() - 1) / stride + 1, (in.width() - 1) / stride + 1, outChannels);
    this.size = size;
    this.weight =
        layout.add(
            name + ".weight",
            List.of(size, size, in.channels(), outChannels),
            ParameterGroup.WEIGHT,
            initializer);
    this.forward =
        new Contraction(
            out.height(),
            out.width(),
            size,
            size * in.channels(),
            outChannels,
            stride * in.rowStride(),
            stride * in.channels(),
            in.rowStride(),
            out.rowStride(),
            outChannels);
    this.packed = layout.addDerived(forward.packedSize());
    this.inOrigin = size == 1 ? in.interior() : 0;
    this.inputGradients = inputGradients(layout, stride);
    this.noBias = new float[Math.max(in.channels(), outChannels)];
  }

  /** Shape of the input. */
  public ImageShape in() {
    return in;
  }

  /** Shape of the output. */
  public ImageShape out() {
    return out;
  }

  /** Multiply-adds of one forward pass. */
  public long multiplyAdds() {
    return forward.multiplyAdds();
  }

  /** The forward pass as the kernels see it. */
  public Contraction contraction() {
    return forward;
  }

  /** Rearranges the weights for the kernels; to be called whenever they have changed. */
  public void derive(Weights weights) {
    forward.pack(weights.values(), weight.offset(), weights.derived(), packed);
    for (InputGradient gradient : inputGradients) {
      gradient.derive(weights);
    }
  }

  /**
   * The forward pass.
   *
   * @param x input, bordered
   * @param bias the bias, from {@code biasOffset}, one number per output channel
   * @param y output, bordered; its interior is overwritten
   */
  public void forward(
      Kernels kernels, Weights weights, float[] x, float[] bias, int biasOffset, float[] y) {
    kernels.contract(
        forward, x, inOrigin, weights.derived(), packed, bias, biasOffset, y, out.interior());
  }

  /** Writes the gradient of the input into the interior of {@code dx}, from that of the output. */
  public void backwardInput(Kernels kernels, Weights weights, float[] dy, float[] dx) {
    for (InputGradient g : inputGradients) {
      kernels.contract(
          g.contraction, dy, g.dyOrigin, weights.derived(), g.packed, noBias, 0, dx, g.dxOrigin);
    }
  }

  /** Adds the gradient of the weights. The gradient of the bias is the sum of {@code dy} over pixels. */
  public void backwardWeights(Kernels kernels, float[] x, float[] dy, float[] gradient) {
    kernels.weightGradient(
        forward, x, inOrigin, dy, out.interior(), gradient, weight.offset());
  }

  private List<InputGradient> inputGradients(ParameterLayout.Builder layout, int stride) {
    List<InputGradient> gradients = new ArrayList<>();
    for (int py = 0; py < stride; py++) {
      for (int px = 0; px < stride; px++) {
        InputGradient gradient = new InputGradient(layout, stride, py, px);
        if (gradient.contraction.rows() > 0 && gradient.contraction.columns() > 0) {
          gradients.add(gradient);
        }
      }
    }
    return List.copyOf(gradients);
  }

  /**
   * The gradient of those inputs whose row and column have given remainders modulo the stride.
   *
   * <p>Input row i meets kernel row u and output row o where {@code i + p = s*o + u}. For a remainder, the kernel rows that
   * occur are {@code u0, u0 + s, ...} with {@code u0 = (i + p) mod s}, at output rows {@code (i + p - u) / s}, which fall as u
   * rises: so a window of the output is read upwards with the kernel entries in falling order.
   */
  private final class InputGradient {
    private final Contraction contraction;
    private final int packed;
    private final int dyOrigin;
    private final int dxOrigin;
    private final int[] kernelRows;
    private final int[] kernelColumns;

    InputGradient(ParameterLayout.Builder layout, int stride, int py, int px) {
      kernelRows = meeting(stride, py);
      kernelColumns = meeting(stride, px);
      int channels = out.channels();
      int rows = (in.height() - py + stride - 1) / stride;
      int columns = (in.width() - px + stride - 1) / stride;
      // A 1x1 kernel of stride 2 meets only the even pixels; the others' gradient is a sum over nothing.
      contraction =
          new Contraction(
              rows,
              columns,
              kernelRows.length,
              kernelColumns.length * channels,
              in.channels(),
              out.rowStride(),
              channels,
              out.rowStride(),
              stride * in.rowStride(),
              stride * in.channels());
      packed = layout.addDerived(contraction.packedSize());
      dyOrigin = out.index(firstOutput(stride, py, kernelRows), firstOutput(stride, px, kernelColumns));
      dxOrigin = in.index(py, px);
    }

    /** The kernel entries that meet inputs of a remainder, falling. */
    private int[] meeting(int stride, int remainder) {
      int pad = size / 2;
      int first = (remainder + pad) % stride;
      int count = first >= size ? 0 : (size - first + stride - 1) / stride;
      int[] entries = new int[count];
      for (int i = 0; i < count; i++) {
        entries[i] = first + (count - 1 - i) * stride;
      }
      return entries;
    }

    /** The output, possibly -1 and so in the border, that the first input of a remainder meets first. */
    private int firstOutput(int stride, int remainder, int[] entries) {
      return entries.length == 0 ? 0 : (remainder + size / 2 - entries[0]) / stride;
    }

    void derive(Weights weights) {
      int inChannels = in.channels();
      int outChannels = out.channels();
      for (int r = 0; r < kernelRows.length; r++) {
        for (int c = 0; c < kernelColumns.length; c++) {
          int source =
              weight.offset()
                  + (kernelRows[r] * size + kernelColumns[c]) * inChannels * outChannels;
          int first = (r * kernelColumns.length + c) * outChannels;
          for (int m = 0; m < inChannels; m++) {
            for (int n = 0; n < outChannels; n++) {
              weights.derived()[packed + contraction.packedIndex(first + n, m)] =
                  weights.values()[source + m * outChannels + n];
            }
          }
        }
      }
    }
  }
}
