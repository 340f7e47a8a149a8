package dev.graft.graph;

import java.util.List;

/** Averages each channel over its pixels or tokens: {@code (N, C, H, W)} to {@code (N, C)}. */
public record GlobalAveragePool() implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    return Shape.of(inputs.get(0).channels());
  }
}
