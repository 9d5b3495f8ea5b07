/**
 * Training: an objective's gradient over a batch, AdamW, exponential moving average, and a state on
 * disk from which a run goes on as if it had never stopped.
 *
 * <p>{@link dev.qudiffuse.training.Trainer} makes one step, {@link
 * dev.qudiffuse.training.TrainingRun} repeats it. Both are generic over an {@link
 * dev.qudiffuse.training.Objective}; {@link dev.qudiffuse.training.DiffusionObjective} is the one
 * that trains the denoiser. Given a seed, the weights come out the same to the bit on any number of
 * threads.
 */
@NullMarked
package dev.qudiffuse.training;

import org.jspecify.annotations.NullMarked;
