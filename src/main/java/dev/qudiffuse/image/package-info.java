/**
 * Pixels and files: a {@link dev.qudiffuse.image.GrayImage} may be made larger or laid on a {@link
 * dev.qudiffuse.image.ContactSheet}, and {@link dev.qudiffuse.image.PngEncoder} writes it down.
 * Knows nothing of what the images show.
 */
@NullMarked
package dev.qudiffuse.image;

import org.jspecify.annotations.NullMarked;
