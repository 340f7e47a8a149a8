package dev.graft.graph;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts the axes of an array into another order.
 *
 * @param axes for each axis of the result the one of the input, counted as the array lies in memory
 *     from 1 up; 0 is the batch, which stays
 */
public record Transpose(List<Integer> axes) implements Op {
  /** Copies the axes. */
  public Transpose {
    axes = List.copyOf(axes);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    List<Integer> from = inputs.get(0).array();
    List<Integer> all = IntStream.rangeClosed(1, from.size()).boxed().toList();
    if (!axes.stream().sorted().toList().equals(all)) {
      throw new IllegalArgumentException(
          "cannot transpose " + inputs.get(0) + " by " + axes + ": must name each axis once");
    }
    return Shape.ofArray(axes.stream().map(axis -> from.get(axis - 1)).toList());
  }
}
