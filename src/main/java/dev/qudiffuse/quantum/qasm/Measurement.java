package dev.qudiffuse.quantum.qasm;

/**
 * A final measurement in the computational basis.
 *
 * @param qubit which qubit of the circuit
 * @param register name of the classical register that takes the outcome
 * @param bit which bit of that register
 */
public record Measurement(int qubit, String register, int bit) {}
