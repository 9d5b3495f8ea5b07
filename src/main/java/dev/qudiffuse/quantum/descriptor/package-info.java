/**
 * What a parametrised circuit can do, before it is trained: how evenly its states cover the state
 * space ({@link dev.qudiffuse.quantum.descriptor.Expressibility}), how entangled they are ({@link
 * dev.qudiffuse.quantum.descriptor.EntanglingCapability}, {@link
 * dev.qudiffuse.quantum.descriptor.BlochVector}), and whether its gradients vanish as the register
 * grows ({@link dev.qudiffuse.quantum.descriptor.GradientVariance}, {@link
 * dev.qudiffuse.quantum.descriptor.BarrenPlateau}).
 *
 * <p>All are averages over random parameters, drawn from a {@link
 * dev.qudiffuse.quantum.descriptor.ParameterDistribution} by a generator that the caller passes in,
 * and say how uncertain they are. The parameters are drawn by one thread, in one order; circuits
 * run on several. So a seed gives the same numbers on any number of threads.
 */
@NullMarked
package dev.qudiffuse.quantum.descriptor;

import org.jspecify.annotations.NullMarked;
