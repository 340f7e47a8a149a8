package dev.graft.infer.read;

import java.util.List;

/** Computes a node of which all inputs are known. */
@FunctionalInterface
interface FoldingRule {
  /**
   * Computes.
   *
   * @param step the node
   * @return its outputs
   * @throws IllegalArgumentException when it cannot be, or becomes too much; the text says why
   */
  List<Known> fold(Step step);
}
