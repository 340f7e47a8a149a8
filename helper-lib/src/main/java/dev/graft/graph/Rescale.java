package dev.graft.graph;

import java.util.List;

/**
 * Multiplies each value of a vector by a number and adds another, both given and never learned:
 * what a head answers in its own units becomes what the user asked for.
 *
 * @param values of the input
 */
public record Rescale(int values) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    if (!inputs.get(0).equals(Shape.of(values))) {
      throw new IllegalArgumentException(
          "cannot rescale " + inputs.get(0) + ": must be (" + values + ")");
    }
    return inputs.get(0);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("scale", Shape.of(values), false),
        new Parameter("shift", Shape.of(values), false));
  }
}
