package dev.graft.infer;

import dev.graft.graph.Op;

/**
 * Writes one op in ONNX's terms: a file of its own and a row of {@link Words}.
 *
 * @param <O> the op
 */
@FunctionalInterface
interface Word<O extends Op> {
  /**
   * Adds the operators that compute an op.
   *
   * @param op what
   * @param place where it stands, and where the model grows
   * @throws IllegalArgumentException when it has no ONNX form
   */
  void write(O op, OnnxPlace place);
}
