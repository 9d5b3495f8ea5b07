@NullMarked
package dev.qudiffuse.quantum.qasm;

import org.jspecify.annotations.NullMarked;
