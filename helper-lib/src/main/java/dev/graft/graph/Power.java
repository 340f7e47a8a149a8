package dev.graft.graph;

import java.util.List;

/**
 * Raises each element to a power; below 0 only whole exponents have one.
 *
 * @param exponent any number
 */
public record Power(double exponent) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }
}
