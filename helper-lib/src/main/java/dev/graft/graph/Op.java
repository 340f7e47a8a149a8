package dev.graft.graph;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a node computes. Each op knows the shape it produces and the parameters it needs; how it is
 * computed is the translators' matter.
 */
public interface Op {

  /**
   * Computes the output's shape, without the batch.
   *
   * @param inputs shapes of the node's inputs, without the batch
   * @return the shape of the output
   */
  Shape output(List<Shape> inputs);

  /**
   * Lists the tensors that this op needs.
   *
   * @return name and shape of each; empty for ops without weights
   */
  default List<Parameter> parameters() {
    return List.of();
  }

  /**
   * Tells which inputs hold whole numbers, because something is looked up or counted by them.
   *
   * @param input which of the op's
   * @return the number that they are below, from 0 up; empty where any float will do
   */
  default OptionalInt below(int input) {
    return OptionalInt.empty();
  }
}
