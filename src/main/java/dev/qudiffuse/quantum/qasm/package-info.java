/**
 * OpenQASM, in and out: {@link dev.qudiffuse.quantum.qasm.QasmReader} reads programs of version 2
 * and 3 as circuits, {@link dev.qudiffuse.quantum.qasm.QasmWriter} writes circuits as programs of
 * version 3.
 *
 * <h2>Conventions</h2>
 *
 * <p><b>Order.</b> The first qubit declared is qubit 0, the most significant bit of the basis index
 * (see {@link dev.qudiffuse.quantum.Gate}). OpenQASM itself draws matrices with the first qubit as
 * the least significant bit; a program means the same circuit either way.
 *
 * <p><b>Global phase.</b> {@code gphase(g)} is kept exactly, and so is the phase of every gate:
 * under {@code ctrl @} it becomes relative. The built-in gate is
 *
 * <pre>
 * U(theta, phi, lambda) =           cos(theta/2)   -e^(i lambda) sin(theta/2)
 *                         e^(i phi) sin(theta/2)   e^(i (phi + lambda)) cos(theta/2)
 * </pre>
 *
 * <p>as in the gate library published with OpenQASM 3.0 and in Qiskit. Other texts differ by a
 * factor only: the paper on OpenQASM 2 (arXiv 1707.03429) by {@code e^(-i (phi + lambda)/2)}, where
 * no modifier can make it matter, and later texts of the OpenQASM 3 specification by {@code e^(i
 * theta/2)}. What {@link dev.qudiffuse.quantum.qasm.QasmWriter} puts under a control avoids {@code
 * U}, so that all of them read the same gate. The phase of a whole program ends up in a {@link
 * dev.qudiffuse.quantum.GlobalPhase} at the end of the circuit.
 *
 * <p>Programs come from strangers: the reader bounds their length, depth and expansion, and answers
 * every fault with a {@link dev.qudiffuse.quantum.qasm.QasmException} that names the place.
 */
@NullMarked
package dev.qudiffuse.quantum.qasm;

import org.jspecify.annotations.NullMarked;
