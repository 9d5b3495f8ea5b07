/**
 * The hybrid networks: a classical U-Net whose deepest level is a parameterised quantum circuit.
 *
 * <p>{@link dev.qudiffuse.model.HybridUNet} is the whole; {@link
 * dev.qudiffuse.model.QuantumBottleneck} is the one place where the digit enters.
 */
@NullMarked
package dev.qudiffuse.model;

import org.jspecify.annotations.NullMarked;
