package dev.graft.graph;

import java.util.List;

/**
 * Keeps each element between two numbers.
 *
 * @param low the least, may be minus infinity
 * @param high the most, may be infinity
 */
public record Bounded(double low, double high) implements Op {
  /** Rejects bounds that nothing lies between. */
  public Bounded {
    if (!(low <= high)) {
      throw new IllegalArgumentException("bounds are " + low + " and " + high + ", must rise");
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }
}
