@NullMarked
package dev.qudiffuse.quantum.descriptor;

import org.jspecify.annotations.NullMarked;
