package dev.graft.graph;

import java.util.List;

/** Puts the channels of its inputs, all with the same positions, one after another. */
public record Concat() implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape first = inputs.get(0);
    int channels = 0;
    for (Shape shape : inputs) {
      if (!positions(shape).equals(positions(first))) {
        throw new IllegalArgumentException(
            "cannot concat " + first + " and " + shape + ": positions must be equal");
      }
      channels += shape.channels();
    }
    return first.channels(channels);
  }

  private static List<Integer> positions(Shape shape) {
    return shape.dimensions().subList(1, shape.rank());
  }
}
