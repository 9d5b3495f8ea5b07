@NullMarked
package dev.qudiffuse.quantum.noise;

import org.jspecify.annotations.NullMarked;
