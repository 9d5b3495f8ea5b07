package dev.qudiffuse.quantum.encoding;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Operation;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the circuit of an encoding takes, counted on the circuit itself. It depends on the number of
 * features alone, but for basis encoding, whose costliest case is taken: all bits 1.
 *
 * @param encoding which
 * @param features how many
 * @param qubits of the register
 * @param depth layers of gates that must follow one another
 * @param gates how many of each kind, by the gate's name
 * @param twoQubitGates how many of the gates are on two qubits
 */
public record EncodingCost(
    Encoding encoding,
    int features,
    int qubits,
    int depth,
    SortedMap<String, Integer> gates,
    int twoQubitGates) {

  public EncodingCost {
    gates = Collections.unmodifiableSortedMap(new TreeMap<>(gates));
  }

  /**
   * The cost of one encoding.
   *
   * @throws IllegalArgumentException if it cannot hold so many features
   */
  public static EncodingCost of(Encoding encoding, int features) {
    encoding.qubits(features); // before an array of that size is made
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    Circuit circuit = encoding.circuit(ones);
    SortedMap<String, Integer> gates = new TreeMap<>();
    int twoQubitGates = 0;
    for (Operation operation : circuit.operations()) {
      gates.merge(operation.gate().toString(), 1, Integer::sum);
      twoQubitGates += operation.gate().qubits() == 2 ? 1 : 0;
    }
    return new EncodingCost(
        encoding, features, circuit.qubits(), circuit.depth(), gates, twoQubitGates);
  }

  /**
   * A row for every encoding that holds so many features in {@value Circuit#MAX_QUBITS} qubits.
   *
   * @param features at least 1
   */
  public static List<EncodingCost> table(int features) {
    return Encoding.all().stream()
        .filter(encoding -> features <= encoding.capacity(Circuit.MAX_QUBITS))
        .map(encoding -> of(encoding, features))
        .toList();
  }
}
