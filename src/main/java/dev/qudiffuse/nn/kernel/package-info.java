/**
 * The arithmetic of the layers, behind one interface: a plain scalar reference and a twin on the
 * Vector API that gives the same bits.
 *
 * <p>The rule that makes them agree at every vector width: each output element has one fixed order
 * of fused multiply-adds. Vectors run over outputs, never across a sum, and elementary functions
 * are polynomials of our own over the same operations.
 */
@NullMarked
package dev.qudiffuse.nn.kernel;

import org.jspecify.annotations.NullMarked;
