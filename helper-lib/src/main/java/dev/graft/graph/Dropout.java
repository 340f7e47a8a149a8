package dev.graft.graph;

import java.util.List;

/**
 * Zeroes elements while training and scales the others by {@code 1 / (1 − rate)}; at inference it
 * does nothing.
 *
 * @param rate share of elements zeroed, from 0 up to but not including 1
 */
public record Dropout(double rate) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }
}
