/**
 * Pixels and files: a {@link dev.qudiffuse.image.GrayImage} may be made larger or laid on a {@link
 * dev.qudiffuse.image.ContactSheet}; {@link dev.qudiffuse.image.PngEncoder} and {@link
 * dev.qudiffuse.image.AnimatedGif} write it down by the JDK's Image I/O, which needs no display;
 * and {@link dev.qudiffuse.image.PngInfo} tells what a file says. Knows nothing of what the images
 * show.
 */
@NullMarked
package dev.qudiffuse.image;

import org.jspecify.annotations.NullMarked;
