package dev.graft.graph;

import java.util.List;

/**
 * Puts arrays one after another along an axis; along all others they are equal.
 *
 * @param axis counted as the arrays lie in memory, from 1 up; 0 is the batch
 */
public record Join(int axis) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape first = inputs.get(0);
    int length = 0;
    for (Shape shape : inputs) {
      length = Math.addExact(length, Axes.require(axis, shape));
      if (!Axes.with(shape, axis, 1).equals(Axes.with(first, axis, 1))) {
        throw new IllegalArgumentException(
            "cannot join " + first + " and " + shape + " along axis " + axis);
      }
    }
    return Axes.with(first, axis, length);
  }
}
