package dev.qudiffuse.quantum.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds places for the labels of points, one after another, beside the point and where they cover
 * as little as possible of what is there already. Not thread-safe.
 */
final class LabelPlacement {

  /** A rectangle by its edges. */
  record Box(double left, double top, double right, double bottom) {

    static Box around(double x, double y, double radius) {
      return new Box(x - radius, y - radius, x + radius, y + radius);
    }

    private double covered(Box other) {
      double width = Math.min(right, other.right) - Math.max(left, other.left);
      double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
      return Math.max(0, width) * Math.max(0, height);
    }

    private double area() {
      return (right - left) * (bottom - top);
    }
  }

  private final Box paper;
  private final List<Box> taken;

  /**
   * Labels that are to be within {@code paper}.
   *
   * @param points which they are not to cover
   */
  LabelPlacement(Box paper, List<Box> points) {
    this.paper = paper;
    this.taken = new ArrayList<>(points);
  }

  /** The place of a label of this size beside a point: right of it, unless another is better. */
  Box place(Box point, double width, double height) {
    double x = (point.left + point.right) / 2;
    double y = (point.top + point.bottom) / 2;
    Box best =
        Stream.of(
                at(point.right, y - height / 2, width, height),
                at(point.left - width, y - height / 2, width, height),
                at(x - width / 2, point.top - height, width, height),
                at(x - width / 2, point.bottom, width, height),
                at(point.right, point.top - height, width, height),
                at(point.right, point.bottom, width, height),
                at(point.left - width, point.top - height, width, height),
                at(point.left - width, point.bottom, width, height))
            .min(Comparator.comparingDouble(this::cost))
            .orElseThrow();
    taken.add(best);
    return best;
  }

  private static Box at(double left, double top, double width, double height) {
    return new Box(left, top, left + width, top + height);
  }

  /** What a label covers, and what of it falls off the paper. */
  private double cost(Box box) {
    double outside = box.area() - box.covered(paper);
    return outside + taken.stream().mapToDouble(box::covered).sum();
  }
}
