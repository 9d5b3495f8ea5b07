package dev.qudiffuse.quantum;

import java.util.List;

/** Basis indices as bit patterns. A stride is the power of two that a qubit has in the index. */
public final class Bits {

  private Bits() {}

  /** The distance between amplitudes that differ in this qubit only. */
  public static int stride(int qubits, int qubit) {
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

  /**
   * For every pattern of bits on some qubits, the first the most significant, the index in which
   * they stand and all others are zero.
   */
  public static int[] offsets(int qubits, List<Integer> window) {
    int[] offsets = new int[1 << window.size()];
    for (int pattern = 0; pattern < offsets.length; pattern++) {
      for (int place = 0; place < window.size(); place++) {
        if ((pattern & stride(window.size(), place)) != 0) {
          offsets[pattern] |= stride(qubits, window.get(place));
        }
      }
    }
    return offsets;
  }

  /** How many pairs of amplitudes a gate on one target mixes. */
  static int pairs(int dimension, int control) {
    return dimension / 2 >> Integer.bitCount(control);
  }

  /** The amplitude of this pair whose target is 0 and whose controls are 1. */
  static int first(int pair, int stride, int control) {
    int index = pair;
    for (int rest = stride | control; rest != 0; rest &= rest - 1) {
      index = insertZero(index, Integer.lowestOneBit(rest));
    }
    return index | control;
  }
}
