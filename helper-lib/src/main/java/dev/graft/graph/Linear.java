package dev.graft.graph;

import java.util.List;

/**
 * Multiplies by a matrix: {@code (N, in)} to {@code (N, out)}, or each pixel of {@code (N, in, H,
 * W)} or token of {@code (N, in, T)}.
 *
 * @param in input features
 * @param out output features
 * @param bias whether it adds a bias
 */
public record Linear(int in, int out, boolean bias) implements Op {
  /**
   * Makes one with a bias.
   *
   * @param in input features
   * @param out output features
   */
  public Linear(int in, int out) {
    this(in, out, true);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0).channels(out);
  }

  @Override
  public List<Parameter> parameters() {
    var weight = new Parameter("weight", Shape.of(out, in), true);
    return bias ? List.of(weight, new Parameter("bias", Shape.of(out), true)) : List.of(weight);
  }
}
