package dev.qudiffuse.evaluation;

/**
 * One digit taken for another.
 *
 * @param asked the digit asked for
 * @param read the digit read instead
 * @param count how often
 */
public record Confusion(int asked, int read, int count) {}
