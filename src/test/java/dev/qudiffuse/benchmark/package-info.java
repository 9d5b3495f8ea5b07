/**
 * JMH benchmarks of what drawing and training are made of, and a report on how near the
 * convolutions come to the machine's multiply-add rate. How to run them is in the README.
 */
@NullMarked
package dev.qudiffuse.benchmark;

import org.jspecify.annotations.NullMarked;
