package dev.graft.graph;

import java.util.List;

/** Puts the channels of its inputs, maps of one height and width, one after another. */
public record Concat() implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape first = inputs.get(0);
    int channels = 0;
    for (Shape shape : inputs) {
      if (shape.get(1) != first.get(1) || shape.get(2) != first.get(2)) {
        throw new IllegalArgumentException(
            "cannot concat " + first + " and " + shape + ": height and width must be equal");
      }
      channels += shape.channels();
    }
    return Shape.of(channels, first.get(1), first.get(2));
  }
}
