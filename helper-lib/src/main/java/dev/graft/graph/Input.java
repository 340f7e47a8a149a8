package dev.graft.graph;

import java.util.List;

/**
 * Feeds the network.
 *
 * @param shape of one input: {@code (C, H, W)}, or {@code (1, T)} for ids and masks
 */
public record Input(Shape shape) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    return shape;
  }
}
