package dev.qudiffuse.quantum;

import java.util.List;

/**
 * The reduced density matrix of a window of qubits, and a Hermitian matrix acting on that window.
 *
 * <p>The amplitudes are first gathered into a matrix with one row for each of the d basis states of
 * the window and one column for each of the rest, so that every loop runs along contiguous memory
 * wherever the window lies. Owned by one thread.
 */
final class ReducedDensity {

  private final int d;
  private final int columns;

  /** Basis index of each entry of the gathered matrix, row by row. */
  private final int[] rowMajor;

  /** The same, column by column. */
  private final int[] columnMajor;

  private final double[] re;
  private final double[] im;
  private final double[] matrixRe;
  private final double[] matrixIm;

  ReducedDensity(int qubits, List<Integer> window) {
    this.d = 1 << window.size();
    this.columns = 1 << (qubits - window.size());
    this.rowMajor = index(qubits, window);
    this.columnMajor = new int[d * columns];
    for (int i = 0; i < rowMajor.length; i++) {
      columnMajor[i % columns * d + i / columns] = rowMajor[i];
    }
    this.re = new double[d * columns];
    this.im = new double[d * columns];
    this.matrixRe = new double[d * d];
    this.matrixIm = new double[d * d];
  }

  private static int[] index(int qubits, List<Integer> window) {
    int[] order = new int[qubits];
    int next = 0;
    for (int qubit : window) {
      order[next++] = qubit;
    }
    for (int qubit = 0; qubit < qubits; qubit++) {
      if (!window.contains(qubit)) {
        order[next++] = qubit;
      }
    }
    int[] index = new int[1 << qubits];
    for (int i = 0; i < index.length; i++) {
      for (int position = 0; position < qubits; position++) {
        if ((i & Bits.stride(qubits, position)) != 0) {
          index[i] |= Bits.stride(qubits, order[position]);
        }
      }
    }
    return index;
  }

  /**
   * Writes the derivative of {@code tr(H rho)} by the parameters of {@link HermitianForm}. With
   * {@code z_ij = sum_e conj(psi_ie) psi_je}, where e runs over the rest of the register: {@code
   * z_ii} on the diagonal, {@code sqrt 2 Re z_ij} above it and {@code -sqrt 2 Im z_ij} below it.
   */
  void reduce(StateVector state, double[] density) {
    gather(state, rowMajor);
    // Tiles of 2 x 2 entries: eight sums share eight loads.
    for (int i = 0; i < d; i += 2) {
      for (int j = i; j < d; j += 2) {
        reduceTile(i, j, density);
      }
    }
  }

  private void reduceTile(int i, int j, double[] density) {
    int i0 = i * columns;
    int i1 = i0 + columns;
    int j0 = j * columns;
    int j1 = j0 + columns;
    double re00 = 0;
    double im00 = 0;
    double re01 = 0;
    double im01 = 0;
    double re10 = 0;
    double im10 = 0;
    double re11 = 0;
    double im11 = 0;
    for (int e = 0; e < columns; e++) {
      double aRe = re[i0 + e];
      double aIm = im[i0 + e];
      double bRe = re[i1 + e];
      double bIm = im[i1 + e];
      double cRe = re[j0 + e];
      double cIm = im[j0 + e];
      double dRe = re[j1 + e];
      double dIm = im[j1 + e];
      re00 = Math.fma(aRe, cRe, Math.fma(aIm, cIm, re00));
      im00 = Math.fma(aRe, cIm, Math.fma(-aIm, cRe, im00));
      re01 = Math.fma(aRe, dRe, Math.fma(aIm, dIm, re01));
      im01 = Math.fma(aRe, dIm, Math.fma(-aIm, dRe, im01));
      re10 = Math.fma(bRe, cRe, Math.fma(bIm, cIm, re10));
      im10 = Math.fma(bRe, cIm, Math.fma(-bIm, cRe, im10));
      re11 = Math.fma(bRe, dRe, Math.fma(bIm, dIm, re11));
      im11 = Math.fma(bRe, dIm, Math.fma(-bIm, dRe, im11));
    }
    put(density, i, j + 1, re01, im01);
    if (i == j) {
      density[i * d + i] = re00;
      density[(i + 1) * d + i + 1] = re11;
    } else {
      put(density, i, j, re00, im00);
      put(density, i + 1, j, re10, im10);
      put(density, i + 1, j + 1, re11, im11);
    }
  }

  private void put(double[] density, int i, int j, double zRe, double zIm) {
    density[i * d + j] = HermitianForm.SQRT_TWO * zRe;
    density[j * d + i] = -HermitianForm.SQRT_TWO * zIm;
  }

  /**
   * Adds {@code 2 H psi} to the cotangent: what {@code <psi|H|psi>} contributes. H is given by its
   * parameters.
   */
  void backward(double[] parameters, StateVector state, StateVector cotangent) {
    HermitianForm.fill(d, parameters, 0, matrixRe, matrixIm);
    gather(state, columnMajor);
    for (int i = 0; i < d; i += 2) {
      int e = 0;
      for (; e + 1 < columns; e += 2) {
        addTile(i, e, cotangent);
      }
      if (e < columns) {
        addRow(i, e, cotangent);
        addRow(i + 1, e, cotangent);
      }
    }
  }

  /** Rows i and i + 1 of {@code H psi}, columns e and e + 1: eight sums share eight loads. */
  private void addTile(int i, int e, StateVector cotangent) {
    int h0 = i * d;
    int h1 = h0 + d;
    int e0 = e * d;
    int e1 = e0 + d;
    double re00 = 0;
    double im00 = 0;
    double re01 = 0;
    double im01 = 0;
    double re10 = 0;
    double im10 = 0;
    double re11 = 0;
    double im11 = 0;
    for (int j = 0; j < d; j++) {
      double aRe = matrixRe[h0 + j];
      double aIm = matrixIm[h0 + j];
      double bRe = matrixRe[h1 + j];
      double bIm = matrixIm[h1 + j];
      double cRe = re[e0 + j];
      double cIm = im[e0 + j];
      double dRe = re[e1 + j];
      double dIm = im[e1 + j];
      re00 = Math.fma(aRe, cRe, Math.fma(-aIm, cIm, re00));
      im00 = Math.fma(aRe, cIm, Math.fma(aIm, cRe, im00));
      re01 = Math.fma(aRe, dRe, Math.fma(-aIm, dIm, re01));
      im01 = Math.fma(aRe, dIm, Math.fma(aIm, dRe, im01));
      re10 = Math.fma(bRe, cRe, Math.fma(-bIm, cIm, re10));
      im10 = Math.fma(bRe, cIm, Math.fma(bIm, cRe, im10));
      re11 = Math.fma(bRe, dRe, Math.fma(-bIm, dIm, re11));
      im11 = Math.fma(bRe, dIm, Math.fma(bIm, dRe, im11));
    }
    add(columnMajor[e0 + i], re00, im00, cotangent);
    add(columnMajor[e1 + i], re01, im01, cotangent);
    add(columnMajor[e0 + i + 1], re10, im10, cotangent);
    add(columnMajor[e1 + i + 1], re11, im11, cotangent);
  }

  private void addRow(int i, int e, StateVector cotangent) {
    double sumRe = 0;
    double sumIm = 0;
    for (int j = 0; j < d; j++) {
      double hRe = matrixRe[i * d + j];
      double hIm = matrixIm[i * d + j];
      sumRe = Math.fma(hRe, re[e * d + j], Math.fma(-hIm, im[e * d + j], sumRe));
      sumIm = Math.fma(hRe, im[e * d + j], Math.fma(hIm, re[e * d + j], sumIm));
    }
    add(columnMajor[e * d + i], sumRe, sumIm, cotangent);
  }

  private static void add(int at, double valueRe, double valueIm, StateVector cotangent) {
    cotangent.re()[at] += 2 * valueRe;
    cotangent.im()[at] += 2 * valueIm;
  }

  private void gather(StateVector state, int[] order) {
    double[] stateRe = state.re();
    double[] stateIm = state.im();
    for (int i = 0; i < order.length; i++) {
      re[i] = stateRe[order[i]];
      im[i] = stateIm[order[i]];
    }
  }
}
