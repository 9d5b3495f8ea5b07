/** Files that are either whole or not there, and hashes by which they are known. */
@NullMarked
package dev.qudiffuse.io;

import org.jspecify.annotations.NullMarked;
