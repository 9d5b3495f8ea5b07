/** Where the program starts: it serves when nothing is said, else it runs a command. */
@NullMarked
package dev.qudiffuse;

import org.jspecify.annotations.NullMarked;
