package dev.qudiffuse.quantum;

import java.util.HashSet;
import java.util.List;

/** The checks of numbers of qubits, and of which of them something acts on. */
public final class Qubits {

  private Qubits() {}

  /**
   * Holds that a register may have so many qubits.
   *
   * @throws IllegalArgumentException if it may not
   */
  public static void requireCount(int qubits) {
    if (qubits < 1 || qubits > Circuit.MAX_QUBITS) {
      String memory =
          qubits < 1
              ? ""
              : ", whose state would need " + Memory.format(Memory.complexNumbers(qubits));
      throw new IllegalArgumentException(
          "expected 1 to " + Circuit.MAX_QUBITS + " qubits, got " + qubits + memory);
    }
  }

  /**
   * Holds that there are such qubits in a register, and none of them twice.
   *
   * @throws IllegalArgumentException if there are not
   */
  public static void requireDistinct(int register, List<Integer> qubits) {
    boolean outside = qubits.stream().anyMatch(qubit -> qubit < 0 || qubit >= register);
    if (outside || new HashSet<>(qubits).size() != qubits.size()) {
      throw new IllegalArgumentException(
          "expected distinct qubits from 0 to " + (register - 1) + ", got " + qubits);
    }
  }
}
