package dev.graft.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Combines two arrays element by element; where one of them has an axis of length 1, its value is
 * repeated.
 *
 * @param operation which one
 */
public record Arithmetic(Operation operation) implements Op {
  /** What becomes of a left and a right element. */
  public enum Operation {
    /** Their sum. */
    ADD,
    /** Left without right. */
    SUBTRACT,
    /** Their product. */
    MULTIPLY,
    /** Left by right. */
    DIVIDE,
    /** The larger. */
    MAXIMUM,
    /** The smaller. */
    MINIMUM
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return Shape.ofArray(broadcast(inputs.get(0).array(), inputs.get(1).array()));
  }

  /** Gives the dimensions that two arrays of as many axes have together. */
  static List<Integer> broadcast(List<Integer> a, List<Integer> b) {
    boolean fits = a.size() == b.size();
    List<Integer> both = new ArrayList<>();
    for (int i = 0; fits && i < a.size(); i++) {
      fits = a.get(i).equals(b.get(i)) || a.get(i) == 1 || b.get(i) == 1;
      both.add(Math.max(a.get(i), b.get(i)));
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "arrays " + a + " and " + b + " do not go together: axes must be equal, or 1");
    }
    return both;
  }
}
