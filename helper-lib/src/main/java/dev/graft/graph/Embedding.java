package dev.graft.graph;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Looks up a learned vector for each token, {@code (1, T)} to {@code (C, T)}. What it reads are
 * ids, whole numbers from 0 up to one below {@code count}, as floats.
 *
 * @param count of vectors, at most 16,777,216: a float holds no odd number above
 * @param channels of each vector
 */
public record Embedding(int count, int channels) implements Op {
  private static final int MOST = 1 << 24;

  /** Rejects a count of which floats cannot tell every id. */
  public Embedding {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "embedding has %d vectors, must have 1 to %d", count, MOST));
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape ids = inputs.get(0);
    if (ids.rank() != 2 || ids.channels() != 1) {
      throw new IllegalArgumentException("embedding reads " + ids + ", must be ids (1, T)");
    }
    return ids.channels(channels);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("weight", Shape.of(count, channels), true));
  }

  @Override
  public OptionalInt below(int input) {
    return OptionalInt.of(count);
  }
}
