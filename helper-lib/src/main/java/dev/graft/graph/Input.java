package dev.graft.graph;

import java.util.List;

/**
 * Feeds the network.
 *
 * @param shape of one input, {@code (C, H, W)}
 */
public record Input(Shape shape) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    return shape;
  }
}
