/**
 * Drawing as a service: a validated {@link dev.qudiffuse.generation.GenerateCommand} waits in the
 * bounded {@link dev.qudiffuse.generation.GenerationQueue}, {@link
 * dev.qudiffuse.generation.ReverseDiffusion} draws it, and {@link dev.qudiffuse.image.PngEncoder}
 * writes it down.
 *
 * <p>The network is known only as a {@link dev.qudiffuse.diffusion.Denoiser}. An image depends on
 * its command alone: not on the thread that draws it, nor on the commands before it.
 */
@NullMarked
package dev.qudiffuse.generation;

import org.jspecify.annotations.NullMarked;
