/**
 * Drawing as a service: validated {@link dev.qudiffuse.generation.GenerateCommand}s become a {@link
 * dev.qudiffuse.generation.Generation} in the bounded {@link
 * dev.qudiffuse.generation.GenerationQueue}, whose threads take turns at the steps of all drawings.
 * {@link dev.qudiffuse.generation.ReverseDiffusion} draws the same images without stopping.
 *
 * <p>The network is known only as a {@link dev.qudiffuse.diffusion.Denoiser}. An image depends on
 * its command alone: not on the thread that draws it, nor on the commands before it.
 */
@NullMarked
package dev.qudiffuse.generation;

import org.jspecify.annotations.NullMarked;
