/**
 * Weights and training state on disk, as safetensors files that are whole, unchanged and of the
 * right network, or refused.
 *
 * <p>{@link dev.qudiffuse.model.checkpoint.SafeTensors} knows the format, {@link
 * dev.qudiffuse.model.checkpoint.Checkpoint} knows how a network's parameters lie in it.
 */
@NullMarked
package dev.qudiffuse.model.checkpoint;

import org.jspecify.annotations.NullMarked;
