package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Node;
import java.util.List;
import java.util.function.Function;

/**
 * A node of a graph that is being computed.
 *
 * @param node which one
 * @param inputs values of the nodes that it reads, the batch in front; they stay open
 * @param parameters full name to array
 * @param choices how kinds of layers are computed
 * @param mode of the whole pass
 * @param frozen whether the node is computed as at inference even while training
 * @param updates whether the node's statistics move
 */
record Call(
    Node node,
    List<NDArray> inputs,
    Function<String, NDArray> parameters,
    Choices choices,
    Mode mode,
    boolean frozen,
    boolean updates) {

  /** Gives the first input. */
  NDArray input() {
    return inputs.get(0);
  }

  /** Gives a parameter of this node, by the name that its op has for it. */
  NDArray own(String name) {
    return parameters.apply(node.key(name));
  }
}
