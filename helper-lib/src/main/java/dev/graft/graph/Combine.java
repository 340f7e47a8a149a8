package dev.graft.graph;

import java.util.List;

/**
 * Combines each sample element by element with an array of the layer's own, which is named as the
 * layer is: a bias of any shape, positions, a scale.
 *
 * @param operation which one
 * @param own dimensions of that array as it lies in memory, as many as the input has; an axis of
 *     length 1 is repeated
 * @param side where it stands
 * @param use whether it learns
 */
public record Combine(Arithmetic.Operation operation, List<Integer> own, Side side, Use use)
    implements Op {
  /** Where the array of the layer's own stands in the operation. */
  public enum Side {
    /** Before the sample's: own − x. */
    LEFT,
    /** Behind it: x − own. */
    RIGHT
  }

  /** What an array of a layer's own is. */
  public enum Use {
    /** A parameter that is trained. */
    LEARNED,
    /** A constant of the network's: a mask, a scale of pixels. */
    FIXED
  }

  /** Copies the dimensions. */
  public Combine {
    own = List.copyOf(own);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return Shape.ofArray(Arithmetic.broadcast(inputs.get(0).array(), own));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter(Parameter.NODE, new Shape(own), use == Use.LEARNED));
  }
}
