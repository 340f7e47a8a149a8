package dev.graft.graph;

import java.util.List;

/**
 * Gives each sample the same array of the layer's own, which is named as the layer is, such as a
 * class token. What it reads tells only how many samples there are.
 *
 * @param own dimensions of that array as it lies in memory, without the batch
 * @param use whether it learns
 */
public record Given(List<Integer> own, Combine.Use use) implements Op {
  /** Copies the dimensions. */
  public Given {
    own = List.copyOf(own);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return Shape.ofArray(own);
  }

  @Override
  public List<Parameter> parameters() {
    boolean learned = use == Combine.Use.LEARNED;
    return List.of(new Parameter(Parameter.NODE, new Shape(own), learned));
  }
}
