package dev.qudiffuse.quantum.qasm;

/**
 * A register as the program declares it.
 *
 * @param name its name
 * @param size number of qubits or bits
 */
public record Register(String name, int size) {}
