package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.Circuit;
import java.util.List;

/**
 * What a program says. Immutable.
 *
 * @param circuit its gates, without measurements; qubit 0 is the first that was declared
 * @param parameterNames the {@code input} parameters that gates use, in the order of declaration:
 *     name i is circuit parameter i
 * @param measurements in the order of the program, at most one for each classical bit (the last)
 * @param qubitRegisters in the order of declaration, which is that of the circuit's qubits
 * @param bitRegisters in the order of declaration
 */
public record QasmProgram(
    Circuit circuit,
    List<String> parameterNames,
    List<Measurement> measurements,
    List<Register> qubitRegisters,
    List<Register> bitRegisters) {

  public QasmProgram {
    parameterNames = List.copyOf(parameterNames);
    measurements = List.copyOf(measurements);
    qubitRegisters = List.copyOf(qubitRegisters);
    bitRegisters = List.copyOf(bitRegisters);
  }
}
