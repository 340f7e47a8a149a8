package dev.graft.graph;

import java.util.List;

/**
 * Puts learned tokens in front of the others, {@code (C, T)} to {@code (C, count + T)}: the class
 * token of Dosovitskiy et al. (2021, section 3.1), registers of Darcet et al. (2024).
 *
 * @param channels of each token
 * @param count how many
 */
public record Prefix(int channels, int count) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.open()) {
      throw new IllegalArgumentException(
          "cannot put tokens in front of " + x + ": its length is open");
    }
    return Shape.of(channels, count + x.get(1));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter(Parameter.NODE, Shape.of(1, count, channels), true));
  }
}
