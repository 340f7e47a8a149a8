package dev.graft.graph;

import java.util.List;
import java.util.Locale;

/**
 * Adds a learned vector to each token, {@code (C, T)} to {@code (C, T)}, that says where it stands.
 * Of a text shorter than the longest there are as many vectors taken as it has tokens.
 *
 * @param channels of each token
 * @param tokens of the longest input; weights for another size of image have to be resized
 */
public record Position(int channels, int tokens) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() != 2 || x.channels() != channels || x.get(1) > tokens) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "cannot add positions (%d, %d) to %s: channels must be equal, tokens no more",
              channels,
              tokens,
              x));
    }
    return x;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter(Parameter.NODE, Shape.of(1, tokens, channels), true));
  }
}
