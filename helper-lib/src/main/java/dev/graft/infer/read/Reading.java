package dev.graft.infer.read;

import java.util.List;

/** Draws what one operator of ONNX computes. */
@FunctionalInterface
interface Reading {
  /**
   * Draws.
   *
   * @param step the node, at least one input of which hangs on the network's
   * @return what its outputs stand for
   * @throws IllegalArgumentException when the graph has nothing for it; the text says why
   */
  List<Value> read(Step step);
}
