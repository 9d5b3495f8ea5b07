/**
 * Ways of writing a real vector into the state of a register, with their gradients, their circuits
 * and what these cost.
 *
 * <p>{@link dev.qudiffuse.quantum.encoding.Encoding} is the way in.
 */
@NullMarked
package dev.qudiffuse.quantum.encoding;

import org.jspecify.annotations.NullMarked;
