package dev.graft.graph;

import java.util.List;

/** Lays out each sample as a vector: {@code (N, C, H, W)} to {@code (N, C·H·W)}. */
public record Flatten() implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    return Shape.of(Math.toIntExact(inputs.get(0).size()));
  }
}
