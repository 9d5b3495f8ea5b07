/**
 * Neural-network layers on one channels-last image, each with a forward pass and a hand-written
 * backward pass.
 *
 * <p>Layers are immutable descriptions; their numbers live in {@link dev.qudiffuse.nn.Weights},
 * which every thread shares, and whatever one pass needs lives in buffers of its own. A batch is
 * many images in parallel, so a result never depends on its neighbours. The arithmetic is in {@link
 * dev.qudiffuse.nn.kernel}.
 */
@NullMarked
package dev.qudiffuse.nn;

import org.jspecify.annotations.NullMarked;
