package dev.graft.graph;

import java.util.List;

/**
 * A model that somebody else drew, as one op. It never learns: its weights lie within it, and the
 * state dict holds only their fingerprint, so that two models' weights never have one hash.
 */
public interface Opaque extends Op {
  /** The parameter that holds the model's SHA-256, one value of 0…255 a byte. */
  Parameter FINGERPRINT = new Parameter("sha256", Shape.of(32), false);

  /**
   * Names the kind of model.
   *
   * @return with its article, as {@code an ONNX model}
   */
  String kind();

  /**
   * Tells whether loading the model executes what its file says, so that it is never saved.
   *
   * @return true for a program
   */
  boolean program();

  /**
   * Gives what the model takes.
   *
   * @return shape of one input, {@code (C, H, W)}
   */
  Shape in();

  /**
   * Gives what the model makes.
   *
   * @return shape of one output
   */
  Shape out();

  /**
   * Counts the model's weights.
   *
   * @return how many it shows
   */
  long size();

  /**
   * Gives the model itself.
   *
   * @return its bytes
   */
  Binary model();

  @Override
  default Shape output(List<Shape> inputs) {
    if (!inputs.get(0).equals(in())) {
      throw new IllegalArgumentException(
          kind() + " takes " + in() + ", its input is " + inputs.get(0));
    }
    return out();
  }

  @Override
  default List<Parameter> parameters() {
    return List.of(FINGERPRINT);
  }
}
