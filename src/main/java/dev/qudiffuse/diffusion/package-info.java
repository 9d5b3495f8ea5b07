/**
 * Diffusion, independent of any network: noise schedules, the forward process, guidance and
 * samplers.
 *
 * <p>Everything here knows a {@link dev.qudiffuse.diffusion.Denoiser}, never what is behind it. An
 * image is a {@code float[]} in [-1, 1]; the same code serves any size. Time runs over timesteps
 * {@code t} in 0 .. T-1, where T-1 is nearly pure noise; {@code -1} stands for the original image,
 * which no noise has touched.
 */
@NullMarked
package dev.qudiffuse.diffusion;

import org.jspecify.annotations.NullMarked;
