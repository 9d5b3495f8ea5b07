/**
 * Pictures of circuits and of what is measured of them: circuits as text and as SVG, clouds of
 * Bloch vectors, and scatter plots. A wire is the line that a qubit is drawn as.
 *
 * <p>A circuit's drawing is made in three steps, each of which knows nothing of the next: {@link
 * dev.qudiffuse.quantum.drawing.Symbol} says what an operation looks like, {@link
 * dev.qudiffuse.quantum.drawing.Layout} in which column it stands, and {@link
 * dev.qudiffuse.quantum.drawing.CircuitText} or {@link dev.qudiffuse.quantum.drawing.CircuitSvg}
 * puts it on paper.
 *
 * <p>Every SVG stands alone: no scripts, no fonts or files from elsewhere, colours for light and
 * for dark surroundings, a title and a description for those who cannot see it. The same input
 * gives the same bytes on every machine. Everything here is stateless and thread-safe.
 */
@NullMarked
package dev.qudiffuse.quantum.drawing;

import org.jspecify.annotations.NullMarked;
