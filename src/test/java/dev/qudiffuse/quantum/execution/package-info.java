@NullMarked
package dev.qudiffuse.quantum.execution;

import org.jspecify.annotations.NullMarked;
