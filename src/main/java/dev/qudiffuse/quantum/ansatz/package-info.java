/**
 * Parametrised circuits by name: the families that variational algorithms are built of, each for
 * any number of qubits and layers.
 *
 * <p>{@link dev.qudiffuse.quantum.ansatz.Ansatz} is the way in. Parameters are numbered in the
 * order in which gates are applied, layer by layer, and a layer's parameters are its own.
 */
@NullMarked
package dev.qudiffuse.quantum.ansatz;

import org.jspecify.annotations.NullMarked;
