package dev.graft.graph;

import java.util.List;

/**
 * Computes {@code exp(x) / Σ exp(x)} along an axis.
 *
 * @param axis counted as the array lies in memory, from 1 up; 0 is the batch
 */
public record Softmax(int axis) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Axes.require(axis, inputs.get(0));
    return inputs.get(0);
  }
}
