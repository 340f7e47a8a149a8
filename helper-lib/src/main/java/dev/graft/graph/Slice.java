package dev.graft.graph;

import java.util.List;
import java.util.Locale;

/**
 * Takes some of the places along an axis.
 *
 * @param axis counted as the array lies in memory, from 1 up; 0 is the batch
 * @param from the first place, from 0 up
 * @param count how many are taken
 * @param step from one to the next, at least 1
 */
public record Slice(int axis, int from, int count, int step) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    int length = Axes.require(axis, inputs.get(0));
    boolean inside = from >= 0 && count > 0 && step > 0;
    if (!inside || from + (count - 1L) * step >= length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "cannot take %d from %d by %d along %d", count, from, step, length));
    }
    return Axes.with(inputs.get(0), axis, count);
  }
}
