package dev.graft.graph;

import java.util.List;

/**
 * Multiplies by a matrix: {@code (N, in)} to {@code (N, out)}, or each pixel of {@code (N, in, H,
 * W)}.
 *
 * @param in input features
 * @param out output features
 */
public record Linear(int in, int out) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape x = inputs.get(0);
    return x.rank() == 3 ? Shape.of(out, x.get(1), x.get(2)) : Shape.of(out);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("weight", Shape.of(out, in), true),
        new Parameter("bias", Shape.of(out), true));
  }
}
