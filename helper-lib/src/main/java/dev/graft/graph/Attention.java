package dev.graft.graph;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Lets each token look at all others (Vaswani et al. 2017, equation 1, section 3.2.2): {@code
 * softmax(qᵀk / √d) v} in each head, from {@code (3·C, T)} with queries, keys and values below each
 * other to {@code (C, T)}. The matrices before and after it are {@link Linear} nodes of their own.
 *
 * <p>A second input, {@code (1, T)}, may tell which tokens there are: 1 for one that is looked at,
 * 0 for padding.
 *
 * @param heads that share the channels
 */
public record Attention(int heads) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() != 2 || x.channels() % (3 * heads) != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "attention reads %s, must be (3·C, T) with C divided by %d heads",
              x,
              heads));
    }
    Shape mask = x.channels(1);
    if (inputs.size() > 1 && !inputs.get(1).equals(mask)) {
      throw new IllegalArgumentException(
          "attention's mask is " + inputs.get(1) + ", must be " + mask);
    }
    return x.channels(x.channels() / 3);
  }

  /** A mask says yes or no. */
  @Override
  public OptionalInt below(int input) {
    return input == 1 ? OptionalInt.of(2) : OptionalInt.empty();
  }
}
