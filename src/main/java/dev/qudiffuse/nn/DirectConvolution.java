package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.Contraction;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution as its definition has it, a sum over the window of each pixel.
 *
 * <p>The gradient of the input is again a convolution, of the gradient of the output with the
 * kernel flipped and its channels exchanged; for stride 2 it is one convolution for each parity of
 * row and column, with those kernel entries that meet it.
 *
 * <p>Immutable and thread-safe.
 */
final class DirectConvolution implements ConvolutionAlgorithm {

  private final ImageShape in;
  private final ImageShape out;
  private final int size;
  private final int weight;
  private final Contraction forward;
  private final int packed;
  // An array: walking it allocates no iterator.
  private final InputGradient[] inputGradients;
  private final float[] noBias;
  private final int inOrigin;

  /**
   * Reserves room for the packed weights.
   *
   * @param size side of the kernel, 1 or 3
   * @param weight where the weights {@code [size, size, in, out]} begin
   */
  DirectConvolution(
      ParameterLayout.Builder layout,
      ImageShape in,
      ImageShape out,
      int size,
      int stride,
      int weight) {
    this.in = in;
    this.out = out;
    this.size = size;
    this.weight = weight;
    this.forward = contraction(in, out, size, stride);
    this.packed = layout.addDerived(forward.packedSize());
    this.inOrigin = size == 1 ? in.interior() : in.border();
    this.inputGradients = inputGradients(layout, stride);
    this.noBias = new float[in.channels()];
  }

  private static Contraction contraction(ImageShape in, ImageShape out, int size, int stride) {
    return new Contraction(
        out.height(),
        out.width(),
        size,
        size * in.channels(),
        out.channels(),
        stride * in.rowStride(),
        stride * in.channels(),
        in.rowStride(),
        out.rowStride(),
        out.channels(),
        in.size(),
        out.size());
  }

  @Override
  public void derive(Weights weights) {
    forward.pack(weights.values(), weight, weights.derived(), packed);
    for (InputGradient gradient : inputGradients) {
      gradient.derive(weights);
    }
  }

  @Override
  public void forward(
      Kernels kernels,
      Weights weights,
      ConvolutionScratch scratch,
      int images,
      float[] x,
      float[] bias,
      int biasOffset,
      int biasStride,
      float[] y) {
    kernels.contract(
        forward,
        images,
        x,
        inOrigin,
        weights.derived(),
        packed,
        bias,
        biasOffset,
        biasStride,
        y,
        out.interior());
  }

  @Override
  public void backwardInput(
      Kernels kernels,
      Weights weights,
      ConvolutionScratch scratch,
      int images,
      float[] dy,
      float[] dx) {
    for (InputGradient g : inputGradients) {
      kernels.contract(
          g.contraction,
          images,
          dy,
          g.dyOrigin,
          weights.derived(),
          g.packed,
          noBias,
          0,
          0,
          dx,
          g.dxOrigin);
    }
  }

  @Override
  public void backwardWeights(
      Kernels kernels,
      ConvolutionScratch scratch,
      int images,
      float[] x,
      float[] dy,
      float[] gradient) {
    kernels.weightGradient(forward, images, x, inOrigin, dy, out.interior(), gradient, weight);
  }

  private InputGradient[] inputGradients(ParameterLayout.Builder layout, int stride) {
    List<InputGradient> gradients = new ArrayList<>();
    for (int py = 0; py < stride; py++) {
      for (int px = 0; px < stride; px++) {
        InputGradient gradient = new InputGradient(layout, stride, py, px);
        if (gradient.contraction.rows() > 0 && gradient.contraction.columns() > 0) {
          gradients.add(gradient);
        }
      }
    }
    return gradients.toArray(InputGradient[]::new);
  }

  /**
   * The gradient of those inputs whose row and column have given remainders modulo the stride.
   *
   * <p>Input row i meets kernel row u and output row o where {@code i + p = s*o + u}. For a
   * remainder, the kernel rows that occur are {@code u0, u0 + s, ...} with {@code u0 = (i + p) mod
   * s}, at output rows {@code (i + p - u) / s}, which fall as u rises: so a window of the output is
   * read upwards with the kernel entries in falling order.
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
      // A 1x1 kernel of stride 2 meets only the even pixels; the others' gradient is a sum over
      // nothing.
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
              stride * in.channels(),
              out.size(),
              in.size());
      packed = layout.addDerived(contraction.packedSize());
      dyOrigin =
          out.index(firstOutput(stride, py, kernelRows), firstOutput(stride, px, kernelColumns));
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

    /**
     * The output, possibly -1 and so in the border, that the first input of a remainder meets
     * first.
     */
    private int firstOutput(int stride, int remainder, int[] entries) {
      return entries.length == 0 ? 0 : (remainder + size / 2 - entries[0]) / stride;
    }

    void derive(Weights weights) {
      int inChannels = in.channels();
      int outChannels = out.channels();
      for (int r = 0; r < kernelRows.length; r++) {
        for (int c = 0; c < kernelColumns.length; c++) {
          int source =
              weight + (kernelRows[r] * size + kernelColumns[c]) * inChannels * outChannels;
          int first = (r * kernelColumns.length + c) * outChannels;
          for (int m = 0; m < inChannels; m++) {
            int column = packed + contraction.packedIndex(first, m);
            for (int n = 0; n < outChannels; n++) {
              weights.derived()[column + n * Contraction.PANEL] =
                  weights.values()[source + m * outChannels + n];
            }
          }
        }
      }
    }
  }
}
