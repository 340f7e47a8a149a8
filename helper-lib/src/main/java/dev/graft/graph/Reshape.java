package dev.graft.graph;

import java.util.List;

/**
 * Reads the same numbers, in the order in which they lie in memory, as another shape.
 *
 * @param to the other shape, of as many elements
 */
public record Reshape(Shape to) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape from = inputs.get(0);
    if (from.open() || to.open() || from.size() != to.size()) {
      throw new IllegalArgumentException(
          "cannot reshape " + from + " to " + to + ": it must have as many elements");
    }
    return to;
  }
}
