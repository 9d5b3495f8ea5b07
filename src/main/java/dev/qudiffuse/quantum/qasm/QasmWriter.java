package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Writes circuits as OpenQASM 3 with the gates of {@code stdgates.inc}. Qubit i of the circuit is
 * {@code q[i]}. The program means the same unitary, global phase included.
 *
 * <p>Gates that the library lacks are written as {@code gate} definitions: the two-qubit block by
 * its eight gates, rotations about Pauli strings by a ladder of CNOTs, unitaries on two qubits by
 * their Cartan decomposition. Angles are written so that reading gives the same doubles.
 * Thread-safe.
 */
public final class QasmWriter {

  private QasmWriter() {}

  /**
   * Writes a circuit with numbers for its angles.
   *
   * @param angles its parameters, as for a run
   * @throws IllegalArgumentException if their number is not {@link Circuit#parameterCount()}, or an
   *     angle is not finite
   */
  public static String write(Circuit circuit, double... angles) {
    return program(circuit.bind(angles), List.of());
  }

  /**
   * Writes what a program says: its circuit, with its parameters declared as inputs, and its
   * measurements. The names of inputs and classical registers are kept, but for an underscore
   * behind one that OpenQASM, its standard gates or the writer use themselves.
   */
  public static String write(QasmProgram program) {
    Set<String> taken = new HashSet<>();
    List<String> inputs = new ArrayList<>();
    for (String name : program.parameterNames()) {
      inputs.add(Names.free(name, taken));
      taken.add(inputs.getLast());
    }
    Map<String, String> registers = new HashMap<>();
    StringBuilder text = new StringBuilder(program(program.circuit(), inputs));
    for (Register bits : program.bitRegisters()) {
      String name = Names.free(bits.name(), taken);
      taken.add(name);
      registers.put(bits.name(), name);
      text.append("bit[%d] %s;\n".formatted(bits.size(), name));
    }
    for (Measurement measurement : program.measurements()) {
      text.append(
          "%s[%d] = measure %s[%d];\n"
              .formatted(
                  registers.get(measurement.register()),
                  measurement.bit(),
                  Names.REGISTER,
                  measurement.qubit()));
    }
    return text.toString();
  }

  /**
   * Writes a circuit whose parameters are declared as {@code input float[64] theta_0}, {@code
   * theta_1} and so on.
   */
  public static String writeWithInputs(Circuit circuit) {
    return writeWithInputs(
        circuit, IntStream.range(0, circuit.parameterCount()).mapToObj(i -> "theta_" + i).toList());
  }

  /**
   * Writes a circuit whose parameters are declared as inputs.
   *
   * @param names of its parameters
   * @throws IllegalArgumentException if their number is not {@link Circuit#parameterCount()}, or
   *     one is no name, or means something else already, or stands there twice
   */
  public static String writeWithInputs(Circuit circuit, List<String> names) {
    if (names.size() != circuit.parameterCount()) {
      throw new IllegalArgumentException(
          "expected " + circuit.parameterCount() + " parameter names, got " + names.size());
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      Names.requireFree(name);
      if (!seen.add(name)) {
        throw new IllegalArgumentException("expected distinct parameter names, got " + names);
      }
    }
    return program(circuit, names);
  }

  private static String program(Circuit circuit, List<String> parameters) {
    Statements statements = new Statements();
    StringBuilder body = new StringBuilder();
    for (Operation operation : circuit.operations()) {
      statements.append(operation, qubit -> Names.REGISTER + "[" + qubit + "]", parameters, body);
    }
    StringBuilder program = new StringBuilder("OPENQASM 3.0;\ninclude \"stdgates.inc\";\n");
    parameters.forEach(name -> program.append("input float[64] ").append(name).append(";\n"));
    statements.definitions().forEach(program::append);
    return program
        .append("qubit[%d] %s;\n".formatted(circuit.qubits(), Names.REGISTER))
        .append(body)
        .toString();
  }
}
