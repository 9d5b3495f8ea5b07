package dev.qudiffuse.quantum;

/** Basis indices as bit patterns. A stride is the power of two that a qubit has in the index. */
final class Bits {

  private Bits() {}

  /** The distance between amplitudes that differ in this qubit only. */
  static int stride(int qubits, int qubit) {
    return 1 << (qubits - 1 - qubit);
  }

  /** {@code index} with a zero bit inserted at the place of {@code stride}. */
  static int insertZero(int index, int stride) {
    int low = index & (stride - 1);
    return ((index ^ low) << 1) | low;
  }

  /** {@code index} with zero bits inserted at two places, {@code low < high}. */
  static int insertZeros(int index, int low, int high) {
    return insertZero(insertZero(index, low), high);
  }
}
