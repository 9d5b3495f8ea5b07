package dev.qudiffuse.quantum.qasm;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/** The measurements of a program, and that no gate follows one on the same qubit. */
final class Measurements {

  private record Bit(String register, int index) {}

  private final Map<Bit, Measurement> byBit = new LinkedHashMap<>();
  private final Map<Integer, Integer> lines = new HashMap<>();

  /** Measures qubits into as many bits; a bit that had an outcome loses it. */
  void add(Token position, List<Integer> qubits, Operands.BitSelection bits) {
    if (qubits.size() != bits.indices().size()) {
      throw QasmException.at(
          position,
          "expected as many bits as qubits, got %d qubit(s) and %d bit(s)"
              .formatted(qubits.size(), bits.indices().size()));
    }
    for (int i = 0; i < qubits.size(); i++) {
      Bit bit = new Bit(bits.register(), bits.indices().get(i));
      byBit.remove(bit);
      byBit.put(bit, new Measurement(qubits.get(i), bit.register(), bit.index()));
      lines.putIfAbsent(qubits.get(i), position.getLine());
    }
  }

  void requireUnmeasured(Token position, List<Integer> qubits) {
    for (int qubit : qubits) {
      Integer line = lines.get(qubit);
      if (line != null) {
        throw QasmException.at(
            position,
            "expected measurements at the end only, got a gate on a qubit measured in line "
                + line);
      }
    }
  }

  List<Measurement> all() {
    return List.copyOf(byBit.values());
  }
}
