/** Files that are either whole or not there. */
@NullMarked
package dev.qudiffuse.io;

import org.jspecify.annotations.NullMarked;
