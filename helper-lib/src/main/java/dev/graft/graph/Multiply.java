package dev.graft.graph;

import java.util.List;
import java.util.Locale;

/** Multiplies each channel of {@code (C, H, W)} by one number of {@code (C, 1, 1)}. */
public record Multiply() implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (!inputs.get(1).equals(Shape.of(x.channels(), 1, 1))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "cannot multiply %s by %s: the second must be (%d, 1, 1)",
              x,
              inputs.get(1),
              x.channels()));
    }
    return x;
  }
}
