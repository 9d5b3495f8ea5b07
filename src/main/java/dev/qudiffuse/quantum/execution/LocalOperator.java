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
   * @param qubits the first belongs to the most significant bit of the matrix's index
   */
  void apply(StateVector state, List<Integer> qubits) {
    int[] offsets = Bits.offsets(state.qubits(), qubits);
    int mask = offsets[size - 1];
    double[] stateRe = state.re();
    double[] stateIm = state.im();
    double[] inRe = new double[size];
    double[] inIm = new double[size];
    // Set bits at the operator's qubits let the carry of + 1 pass over them.
    for (int base = 0; base < state.dimension(); base = ((base | mask) + 1) & ~mask) {
      for (int i = 0; i < size; i++) {
        inRe[i] = stateRe[base | offsets[i]];
        inIm[i] = stateIm[base | offsets[i]];
      }
      for (int row = 0; row < size; row++) {
        double sumRe = 0;
        double sumIm = 0;
        for (int k = rowStart[row]; k < rowStart[row + 1]; k++) {
          int column = columns[k];
          sumRe = Math.fma(re[k], inRe[column], Math.fma(-im[k], inIm[column], sumRe));
          sumIm = Math.fma(re[k], inIm[column], Math.fma(im[k], inRe[column], sumIm));
        }
        stateRe[base | offsets[row]] = sumRe;
        stateIm[base | offsets[row]] = sumIm;
      }
    }
  }
}
