package dev.graft.graph;

import java.util.List;

/**
 * Makes one number of those along some axes, which stay with a length of 1.
 *
 * @param kind which number
 * @param axes counted as the array lies in memory, from 1 up; 0 is the batch
 */
public record Reduce(Kind kind, List<Integer> axes) implements Op {
  /** What is made of several numbers. */
  public enum Kind {
    /** Their mean. */
    MEAN,
    /** Their sum. */
    SUM,
    /** The largest. */
    MAXIMUM
  }

  /** Copies the axes. */
  public Reduce {
    axes = List.copyOf(axes);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape shape = inputs.get(0);
    for (int axis : axes) {
      Axes.require(axis, shape);
      shape = Axes.with(shape, axis, 1);
    }
    return shape;
  }

  /**
   * Counts what one number is made of.
   *
   * @param input the shape of what is read
   * @return how many elements
   */
  public long count(Shape input) {
    return input.size() / output(List.of(input)).size();
  }
}
