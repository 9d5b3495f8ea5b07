/**
 * What goes wrong on a quantum computer, as descriptions: channels with their Kraus operators,
 * which channel follows which gates, and errors of reading the qubits out. All immutable.
 *
 * <p>{@link dev.qudiffuse.quantum.execution} runs circuits under such a model.
 */
@NullMarked
package dev.qudiffuse.quantum.noise;

import org.jspecify.annotations.NullMarked;
