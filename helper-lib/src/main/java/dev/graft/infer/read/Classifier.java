package dev.graft.infer.read;

import dev.graft.graph.Activation;
import dev.graft.graph.AdaptiveAveragePool;
import dev.graft.graph.Affine;
import dev.graft.graph.Conv;
import dev.graft.graph.Flatten;
import dev.graft.graph.GlobalAveragePool;
import dev.graft.graph.Graph;
import dev.graft.graph.Linear;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.graph.Reduce;
import dev.graft.graph.Reshape;
import dev.graft.graph.Shape;
import dev.graft.graph.Softmax;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the classifier of a network: the last dense layer of vectors, or the last pointwise
 * convolution before a global average, behind which nothing but softmax and the like follows.
 */
final class Classifier {
  private Classifier() {}

  /** Names the value that it reads; without one, the network's output. */
  static String input(Graph graph) {
    Map<String, Node> nodes = new HashMap<>();
    graph.nodes().forEach(node -> nodes.put(node.name(), node));
    Node node = nodes.get(graph.output());
    boolean vector = graph.outputShape().rank() == 1;
    while (vector && node != null && !node.inputs().isEmpty()) {
      String input = node.inputs().get(0);
      Shape shape = graph.shape(input);
      if (node.op() instanceof Linear && shape.rank() == 1) {
        return input;
      }
      if (node.op() instanceof Conv conv && conv.height() * conv.width() == 1) {
        return input;
      }
      if (!follows(node.op())) {
        break;
      }
      node = nodes.get(input);
    }
    return graph.output();
  }

  private static boolean follows(Op op) {
    return op instanceof Softmax
        || op instanceof Activation
        || op instanceof Affine
        || op instanceof Flatten
        || op instanceof Reshape
        || op instanceof Reduce
        || op instanceof GlobalAveragePool
        || op instanceof AdaptiveAveragePool;
  }
}
