/**
 * A differentiable quantum-circuit library, usable by itself: gates, circuits with trainable
 * angles, a state-vector simulator, embeddings of classical data, trainable observables, and exact
 * gradients with respect to all of them.
 *
 * <p>Conventions (qubit order, rotation signs) are stated once, with worked matrices, in {@link
 * dev.qudiffuse.quantum.Gate}. Descriptions ({@link dev.qudiffuse.quantum.Circuit}, {@link
 * dev.qudiffuse.quantum.AdaptiveNonLocalObservables}) are immutable and shared between threads;
 * states and passes are mutable, owned by one thread, and reused, so that a step allocates nothing.
 * Many states at once, and whatever else falls into independent tasks, share the threads of the
 * common pool ({@link dev.qudiffuse.quantum.ParallelTasks}); results never depend on their number.
 * Every result is the same to the bit on every processor: the arithmetic is plain and fused
 * multiply-adds in one fixed order, and sine and cosine are its own.
 *
 * <p>{@link dev.qudiffuse.quantum.execution} runs the same circuits through finitely many shots and
 * under {@linkplain dev.qudiffuse.quantum.noise noise}.
 *
 * <p>The way through a variational circuit and back:
 *
 * <pre>{@code
 * AmplitudeEmbedding.embed -> StateVectorSimulator.run -> ObservablePass.expectationValues
 * AmplitudeEmbedding.backward <- AdjointGradient.backward <- ObservablePass.backward
 * }</pre>
 *
 * <p>Other ways of writing data into a state are in {@code quantum.encoding}, other circuits than
 * the paper's in {@code quantum.ansatz}.
 */
@NullMarked
package dev.qudiffuse.quantum;

import org.jspecify.annotations.NullMarked;
