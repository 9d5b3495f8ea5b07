package dev.qudiffuse.nn;

import java.util.List;

/**
 * One named tensor inside the flat array of all parameters.
 *
 * @param name dotted path, unique in its layout, such as {@code "down1.block.conv1.weight"}
 * @param shape extents, outermost first; row-major
 * @param offset index of its first element in {@link Weights#values()}
 * @param group how an optimizer treats it
 * @param initializer what it holds before training
 */
public record Parameter(
    String name, List<Integer> shape, int offset, ParameterGroup group, Initializer initializer) {

  public Parameter {
    shape = List.copyOf(shape);
  }

  /** Number of elements: the product of the extents. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
