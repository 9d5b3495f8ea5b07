@NullMarked
package dev.qudiffuse.quantum.drawing;

import org.jspecify.annotations.NullMarked;
