package dev.graft.graph;

import java.util.List;
import java.util.Locale;

/**
 * Puts places of one value around those of an axis.
 *
 * @param axis counted as the array lies in memory, from 1 up; 0 is the batch
 * @param before how many in front, at least 0
 * @param after how many behind, at least 0
 * @param value in all of them
 */
public record Pad(int axis, int before, int after, double value) implements Op {
  /** Rejects what would take places away. */
  public Pad {
    if (before < 0 || after < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "padding is %d and %d, neither may be negative", before, after));
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    int length = Axes.require(axis, inputs.get(0));
    int padded = Math.addExact(Math.addExact(length, before), after);
    return Axes.with(inputs.get(0), axis, padded);
  }
}
