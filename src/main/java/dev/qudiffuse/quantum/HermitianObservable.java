package dev.qudiffuse.quantum;

import java.util.List;

/**
 * A Hermitian matrix on a window of a register, {@code H = A (x) 1}: a trained adaptive non-local
 * observable, for example.
 *
 * @param qubits number of qubits of the register
 * @param window the qubits it acts on, the first the most significant in the matrix; distinct
 * @param matrix A, of size {@code 2^window}, Hermitian within 1e-10
 */
public record HermitianObservable(int qubits, List<Integer> window, ComplexMatrix matrix)
    implements Observable {

  private static final double TOLERANCE = 1e-10;

  public HermitianObservable {
    window = List.copyOf(window);
    Qubits.requireCount(qubits);
    Qubits.requireDistinct(qubits, window);
    if (window.isEmpty()) {
      throw new IllegalArgumentException("expected at least one qubit, got none");
    }
    if (matrix.size() != 1 << window.size()) {
      throw new IllegalArgumentException(
          "expected a matrix of size %d for %d qubits, got size %d"
              .formatted(1 << window.size(), window.size(), matrix.size()));
    }
    if (!(matrix.maxDistance(matrix.adjoint()) <= TOLERANCE)) {
      throw new IllegalArgumentException(
          "expected a Hermitian matrix (within " + TOLERANCE + "), got\n" + matrix);
    }
  }

  @Override
  public double expectationValue(StateVector state) {
    StateVector applied = new StateVector(qubits);
    applied.clear();
    addApplied(1, state, applied);
    return state.realInnerProduct(applied);
  }

  @Override
  public void addApplied(double factor, StateVector state, StateVector sum) {
    requireQubits(state);
    state.requireSameSize(sum);
    int[] offsets = Bits.offsets(qubits, window);
    int mask = offsets[offsets.length - 1];
    for (int base = 0; base < state.dimension(); base++) {
      if ((base & mask) == 0) {
        for (int row = 0; row < offsets.length; row++) {
          addRow(factor, row, base, offsets, state, sum);
        }
      }
    }
  }

  private void addRow(
      double factor, int row, int base, int[] offsets, StateVector state, StateVector sum) {
    double re = 0;
    double im = 0;
    for (int column = 0; column < offsets.length; column++) {
      int j = base | offsets[column];
      re += matrix.re(row, column) * state.re()[j] - matrix.im(row, column) * state.im()[j];
      im += matrix.re(row, column) * state.im()[j] + matrix.im(row, column) * state.re()[j];
    }
    int i = base | offsets[row];
    sum.re()[i] = Math.fma(factor, re, sum.re()[i]);
    sum.im()[i] = Math.fma(factor, im, sum.im()[i]);
  }

  @Override
  public ComplexMatrix registerMatrix() {
    int size = 1 << qubits;
    double[] re = new double[Math.multiplyExact(size, size)];
    double[] im = new double[size * size];
    int[] offsets = Bits.offsets(qubits, window);
    int mask = offsets[offsets.length - 1];
    for (int base = 0; base < size; base++) {
      if ((base & mask) == 0) {
        for (int row = 0; row < offsets.length; row++) {
          for (int column = 0; column < offsets.length; column++) {
            int entry = (base | offsets[row]) * size + (base | offsets[column]);
            re[entry] = matrix.re(row, column);
            im[entry] = matrix.im(row, column);
          }
        }
      }
    }
    return ComplexMatrix.of(size, re, im);
  }

  private void requireQubits(StateVector state) {
    if (state.qubits() != qubits) {
      throw new IllegalArgumentException(
          "expected a state of %d qubits, got %d".formatted(qubits, state.qubits()));
    }
  }
}
