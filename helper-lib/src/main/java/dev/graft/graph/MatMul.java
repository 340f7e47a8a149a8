package dev.graft.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Multiplies two arrays of matrices: {@code (…, R, K)} by {@code (…, K, C)} to {@code (…, R, C)} as
 * they lie in memory. The axes before the matrices are equal, or 1 in one of the two.
 */
public record MatMul() implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    List<Integer> a = inputs.get(0).array();
    List<Integer> b = inputs.get(1).array();
    int rank = a.size();
    boolean fits = rank > 1 && rank == b.size() && a.get(rank - 1).equals(b.get(rank - 2));
    if (!fits) {
      throw new IllegalArgumentException(
          "cannot multiply " + inputs.get(0) + " by " + inputs.get(1) + " as matrices");
    }
    List<Integer> out =
        new ArrayList<>(Arithmetic.broadcast(a.subList(0, rank - 2), b.subList(0, rank - 2)));
    out.add(a.get(rank - 2));
    out.add(b.get(rank - 1));
    return Shape.ofArray(out);
  }
}
