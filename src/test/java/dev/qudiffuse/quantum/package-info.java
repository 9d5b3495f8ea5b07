@NullMarked
package dev.qudiffuse.quantum;

import org.jspecify.annotations.NullMarked;
