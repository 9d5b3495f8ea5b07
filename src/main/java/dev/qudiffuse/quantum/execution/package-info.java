/**
 * Ways to run the same circuit, behind one interface, {@link
 * dev.qudiffuse.quantum.execution.Backend}:
 *
 * <ul>
 *   <li>{@link dev.qudiffuse.quantum.execution.ExactBackend}: a state vector, every figure exact;
 *   <li>{@link dev.qudiffuse.quantum.execution.DensityMatrixBackend}: under noise, every figure
 *       exact, up to about 12 qubits;
 *   <li>{@link dev.qudiffuse.quantum.execution.TrajectoryBackend}: under noise, by Monte Carlo, on
 *       registers as large as a state vector's;
 *   <li>{@link dev.qudiffuse.quantum.execution.ShotBackend}: either of the exact two, seen through
 *       finitely many measurements.
 * </ul>
 *
 * <p>{@link dev.qudiffuse.quantum.execution.ParameterShift} gives the gradient on any of them. All
 * randomness comes from a generator that the caller passes in: the same seed, the same numbers, on
 * every machine.
 */
@NullMarked
package dev.qudiffuse.quantum.execution;

import org.jspecify.annotations.NullMarked;
