package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Shape;

/**
 * Tokens while they are computed: {@code (N, T, C)}, each a row, where products and normalizations
 * turn nothing. What a slice takes and gives is {@code (N, C, T)}, as its graph says.
 */
final class TokenRows {
  private TokenRows() {}

  /** Tells whether an array holds tokens. */
  static boolean are(NDArray value) {
    return value.getShape().dimension() == 3;
  }

  /** Turns what a graph says into rows, or rows into that; any other value comes back as it is. */
  static NDArray turned(NDArray value, Shape shape) {
    return shape.rank() == 2 ? value.transpose(0, 2, 1) : value;
  }
}
