package dev.graft.graph;

import java.util.List;

/**
 * Multiplies by a matrix: {@code (N, in)} to {@code (N, out)}, or each pixel of {@code (N, in, H,
 * W)} or token of {@code (N, in, T)}.
 *
 * @param in input features
 * @param out output features
 */
public record Linear(int in, int out) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0).channels(out);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("weight", Shape.of(out, in), true),
        new Parameter("bias", Shape.of(out), true));
  }
}
