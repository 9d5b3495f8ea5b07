/**
 * The commands of the program: {@code train} and its siblings, with their options, progress bars
 * and files.
 */
@NullMarked
package dev.qudiffuse.cli;

import org.jspecify.annotations.NullMarked;
