package dev.graft.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Axes of arrays, counted as they lie in memory: 0 is the batch, which no op of one sample sees.
 */
final class Axes {
  private Axes() {}

  /**
   * Demands an axis that an array has.
   *
   * @return the length of that axis
   */
  static int require(int axis, Shape shape) {
    if (axis < 1 || axis > shape.rank() || shape.open()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "axis is %d of %s, must be 1 to %d", axis, shape, shape.rank()));
    }
    return shape.array().get(axis - 1);
  }

  /** Gives the shape with another length of one axis. */
  static Shape with(Shape shape, int axis, int length) {
    List<Integer> all = new ArrayList<>(shape.array());
    all.set(axis - 1, length);
    return Shape.ofArray(all);
  }
}
