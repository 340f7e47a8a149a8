package dev.graft.graph;

import java.util.List;

/**
 * Makes a map of another size, each row and each column a mix of the input's: nearest, linear or
 * cubic, as the matrices {@code rows} and {@code columns} say, which do not learn.
 *
 * @param fromHeight rows of the input
 * @param fromWidth columns of the input
 * @param height rows of the output
 * @param width columns of the output
 */
public record Resample(int fromHeight, int fromWidth, int height, int width) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = inputs.get(0);
    if (in.rank() != 3 || in.get(1) != fromHeight || in.get(2) != fromWidth) {
      throw new IllegalArgumentException(
          "cannot resample " + in + ": must be a map of " + fromHeight + " × " + fromWidth);
    }
    return Shape.of(in.channels(), height, width);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("rows", Shape.of(height, fromHeight), false),
        new Parameter("columns", Shape.of(width, fromWidth), false));
  }
}
