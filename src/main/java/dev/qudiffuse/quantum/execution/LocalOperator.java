package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Bits;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.StateVector;
import java.util.Arrays;
import java.util.List;

/**
 * A matrix, unitary or not, that acts on some qubits of a state in place: a Kraus operator, a
 * change of basis, a superoperator on a density matrix. Its zeros cost nothing. Immutable and safe
 * to share.
 */
final class LocalOperator {

  /** Entries so small are what is left where terms cancel. */
  private static final double ZERO = 1e-15;

  /** Long enough for vectors, short enough for the fastest cache. */
  private static final int CHUNK = 64;

  private final int size;

  /** Row r has the entries {@code rowStart[r]} to {@code rowStart[r + 1]}, exclusive. */
  private final int[] rowStart;

  private final int[] columns;
  private final double[] re;
  private final double[] im;

  LocalOperator(ComplexMatrix matrix) {
    this.size = matrix.size();
    this.rowStart = new int[size + 1];
    int[] nonZeroColumns = new int[size * size];
    double[] nonZeroRe = new double[size * size];
    double[] nonZeroIm = new double[size * size];
    int count = 0;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double entryRe = matrix.re(row, column);
        double entryIm = matrix.im(row, column);
        if (Math.abs(entryRe) > ZERO || Math.abs(entryIm) > ZERO) {
          nonZeroColumns[count] = column;
          nonZeroRe[count] = entryRe;
          nonZeroIm[count] = entryIm;
          count++;
        }
      }
      rowStart[row + 1] = count;
    }
    this.columns = Arrays.copyOf(nonZeroColumns, count);
    this.re = Arrays.copyOf(nonZeroRe, count);
    this.im = Arrays.copyOf(nonZeroIm, count);
  }

  /**
   * Acts on these qubits of the state.
   *
   * <p>Blocks of amplitudes that mix are taken {@link #CHUNK} at a time, so that the arithmetic
   * runs along contiguous memory wherever the qubits lie.
   *
   * @param qubits the first belongs to the most significant bit of the matrix's index
   */
  void apply(StateVector state, List<Integer> qubits) {
    int[] offsets = Bits.offsets(state.qubits(), qubits);
    int mask = offsets[size - 1];
    int blocks = state.dimension() / size;
    int[] bases = new int[Math.min(CHUNK, blocks)];
    double[] inRe = new double[size * bases.length];
    double[] inIm = new double[size * bases.length];
    double[] outRe = new double[bases.length];
    double[] outIm = new double[bases.length];
    int base = 0;
    // Both numbers are powers of two, so the last chunk is full as well.
    for (int first = 0; first < blocks; first += bases.length) {
      for (int b = 0; b < bases.length; b++) {
        bases[b] = base;
        // Set bits at the operator's qubits let the carry of + 1 pass over them.
        base = ((base | mask) + 1) & ~mask;
      }
      gather(state.re(), bases, offsets, inRe);
      gather(state.im(), bases, offsets, inIm);
      for (int row = 0; row < size; row++) {
        multiplyRow(row, inRe, inIm, outRe, outIm);
        scatter(outRe, bases, offsets[row], state.re());
        scatter(outIm, bases, offsets[row], state.im());
      }
    }
  }

  private static void gather(double[] amplitudes, int[] bases, int[] offsets, double[] in) {
    for (int i = 0; i < offsets.length; i++) {
      for (int b = 0; b < bases.length; b++) {
        in[i * bases.length + b] = amplitudes[bases[b] | offsets[i]];
      }
    }
  }

  private static void scatter(double[] out, int[] bases, int offset, double[] amplitudes) {
    for (int b = 0; b < bases.length; b++) {
      amplitudes[bases[b] | offset] = out[b];
    }
  }

  private void multiplyRow(int row, double[] inRe, double[] inIm, double[] outRe, double[] outIm) {
    Arrays.fill(outRe, 0);
    Arrays.fill(outIm, 0);
    for (int k = rowStart[row]; k < rowStart[row + 1]; k++) {
      int first = columns[k] * outRe.length;
      addScaled(re[k], inRe, first, outRe);
      addScaled(re[k], inIm, first, outIm);
      // Most channels are real.
      if (im[k] != 0) {
        addScaled(-im[k], inIm, first, outRe);
        addScaled(im[k], inRe, first, outIm);
      }
    }
  }

  private static void addScaled(double factor, double[] in, int first, double[] out) {
    for (int b = 0; b < out.length; b++) {
      out[b] = Math.fma(factor, in[first + b], out[b]);
    }
  }
}
