/** Whether this process can compute with the Vector API: one answer for everybody. */
@NullMarked
package dev.qudiffuse.simd;

import org.jspecify.annotations.NullMarked;
