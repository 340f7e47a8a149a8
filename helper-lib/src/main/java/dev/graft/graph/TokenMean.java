package dev.graft.graph;

import java.util.List;
import java.util.Locale;

/**
 * Averages some of the tokens, {@code (C, T)} to {@code (C)}: of the first alone, a class token, it
 * gives that; of those behind it, the mean of the patches.
 *
 * @param from the first of them
 * @param to the one after the last of them
 */
public record TokenMean(int from, int to) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() != 2 || from < 0 || to <= from || to > x.get(1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "cannot average tokens %d to %d of %s", from, to, x));
    }
    return Shape.of(x.channels());
  }
}
