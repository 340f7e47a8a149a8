package dev.graft.weights;

import dev.graft.graph.Shape;
import java.util.List;

/** Makes shapes of what a file says. */
final class Shapes {
  private static final int HIGHEST_RANK = 8;

  private Shapes() {}

  /** Admits dimensions from 1 up whose product fits an int; the error names the tensor. */
  static Shape checked(String name, List<Long> dimensions) {
    if (dimensions.size() > HIGHEST_RANK) {
      throw new WeightsException(
          "tensor "
              + Excerpt.quoted(name)
              + " has "
              + dimensions.size()
              + " dimensions, at most "
              + HIGHEST_RANK);
    }
    long size = 1;
    for (long dimension : dimensions) {
      // dimensions below 2³¹ and a product below 2³¹ before it cannot overflow a long
      size = dimension < 1 || dimension > Integer.MAX_VALUE ? Long.MAX_VALUE : size * dimension;
      if (size > Integer.MAX_VALUE) {
        throw new WeightsException(
            "tensor "
                + Excerpt.quoted(name)
                + " is "
                + dimensions
                + ", each dimension must be at least 1 and their product at most "
                + Integer.MAX_VALUE);
      }
    }
    return new Shape(dimensions.stream().map(Math::toIntExact).toList());
  }
}
