package dev.graft.graph;

import java.util.List;

/** Lays out the pixels of a map, row by row, as tokens: {@code (C, H, W)} to {@code (C, H·W)}. */
public record Tokens() implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape map = inputs.get(0);
    return Shape.of(map.channels(), Math.multiplyExact(map.get(1), map.get(2)));
  }
}
