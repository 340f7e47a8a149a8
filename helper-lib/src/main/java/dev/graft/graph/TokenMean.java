package dev.graft.graph;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Averages some of the tokens, {@code (C, T)} to {@code (C)}: of the first alone, a class token, it
 * gives that; of those behind it, the mean of the patches.
 *
 * <p>A second input, {@code (1, T)}, may tell which tokens there are: those with 1 are averaged,
 * those with 0, padding, are not; where none of them is there, the mean is 0.
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
    if (x.open() && inputs.size() == 1 && to > 1) {
      throw new IllegalArgumentException("the mean of " + x + " needs a mask: texts end somewhere");
    }
    Shape mask = x.channels(1);
    if (inputs.size() > 1 && !inputs.get(1).equals(mask)) {
      throw new IllegalArgumentException("mean's mask is " + inputs.get(1) + ", must be " + mask);
    }
    return Shape.of(x.channels());
  }

  /** A mask says yes or no. */
  @Override
  public OptionalInt below(int input) {
    return input == 1 ? OptionalInt.of(2) : OptionalInt.empty();
  }
}
