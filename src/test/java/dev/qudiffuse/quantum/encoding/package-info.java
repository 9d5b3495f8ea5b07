@NullMarked
package dev.qudiffuse.quantum.encoding;

import org.jspecify.annotations.NullMarked;
