package dev.graft.graph;

import java.util.List;

/**
 * Compares a vector with rows that are kept, by their product, and shares 1 among the nearest of
 * them: {@code exp(product / 0.07)} of each by the sum of all (Wu et al. 2018, "Unsupervised
 * Feature Learning via Non-Parametric Instance Discrimination", section 3.4); all others have 0. Of
 * vectors of length 1 the product is the cosine. Rows that are as near as the last one count too.
 *
 * @param in values of the vector
 * @param rows that are kept, given and never learned
 * @param nearest how many share, 1…rows
 */
public record NearestRows(int in, int rows, int nearest) implements Op {
  /** By what products are divided before they become shares. */
  public static final double TEMPERATURE = 0.07;

  /** Checks the count. */
  public NearestRows {
    if (rows < 1 || nearest < 1 || nearest > rows) {
      throw new IllegalArgumentException(
          "nearest is " + nearest + " of " + rows + " rows, must be 1 to " + rows);
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    if (!inputs.get(0).equals(Shape.of(in))) {
      throw new IllegalArgumentException(
          "rows of "
              + in
              + " values are compared with "
              + inputs.get(0)
              + ": must be ("
              + in
              + ")");
    }
    return Shape.of(rows);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("rows", Shape.of(rows, in), false));
  }
}
