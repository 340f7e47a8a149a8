package dev.graft.graph;

import java.util.List;

/**
 * Divides a vector by its length, {@code x / √Σx²}, so that products of two are the cosine between
 * them; zeros stay zeros.
 */
public record UnitLength() implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() != 1) {
      throw new IllegalArgumentException("unit length is of a vector, not of " + x);
    }
    return x;
  }
}
