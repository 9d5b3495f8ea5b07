package dev.qudiffuse.model.checkpoint;

import java.util.List;

/**
 * Numbers in a rectangular arrangement.
 *
 * @param shape extents, outermost first; empty for a single number
 * @param values in row-major order; the real array, not a copy
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes that nobody compares by equals
public record Tensor(List<Integer> shape, float[] values) {

  public Tensor {
    shape = List.copyOf(shape);
    long size = 1;
    for (int extent : shape) {
      if (extent < 1) {
        throw new IllegalArgumentException("expected extents of at least 1, got " + shape);
      }
      size = Math.multiplyExact(size, (long) extent);
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          "expected %d values for shape %s, got %d".formatted(size, shape, values.length));
    }
  }
}
