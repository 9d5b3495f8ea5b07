@NullMarked
package dev.qudiffuse.quantum.ansatz;

import org.jspecify.annotations.NullMarked;
