package dev.qudiffuse.quantum;

/** The one check every register makes of its size. */
final class Qubits {

  private Qubits() {}

  static void requireCount(int qubits) {
    if (qubits < 1 || qubits > Circuit.MAX_QUBITS) {
      String memory =
          qubits < 1
              ? ""
              : ", whose state would need " + Memory.format(Memory.complexNumbers(qubits));
      throw new IllegalArgumentException(
          "expected 1 to " + Circuit.MAX_QUBITS + " qubits, got " + qubits + memory);
    }
  }
}
