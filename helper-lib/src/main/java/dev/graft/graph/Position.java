package dev.graft.graph;

import java.util.List;
import java.util.Locale;

/**
 * Adds a learned vector to each token, {@code (C, T)} to {@code (C, T)}, that says where it stands.
 *
 * @param channels of each token
 * @param tokens how many there are; weights for another size of image have to be resized
 */
public record Position(int channels, int tokens) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    if (!inputs.get(0).equals(Shape.of(channels, tokens))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "cannot add positions (%d, %d) to %s: shapes must be equal",
              channels,
              tokens,
              inputs.get(0)));
    }
    return inputs.get(0);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter(Parameter.NODE, Shape.of(1, tokens, channels), true));
  }
}
