package dev.graft.graph;

import java.util.List;

/**
 * Computes {@code factor · x + offset} of each element.
 *
 * @param factor any number
 * @param offset any number
 */
public record Affine(double factor, double offset) implements Op {
  /** Rejects what is no number. */
  public Affine {
    if (!Double.isFinite(factor) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "factor is " + factor + " and offset " + offset + ", both must be finite");
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }
}
