package dev.graft.weights;

import dev.graft.graph.Graph;
import dev.graft.graph.Stage;
import java.util.HashSet;
import java.util.Set;

/** Tells which of a graph's parameters {@link Selection#of} can do without. */
public enum MayMiss {
  /** Every parameter must be there. */
  NOTHING,
  /** The head's need not: it is to be replaced, or was made for other classes. */
  HEAD,
  /** None need be there. */
  ANYTHING;

  Set<String> of(Graph graph) {
    Set<String> names = new HashSet<>();
    for (var node : graph.nodes()) {
      if (this == ANYTHING || this == HEAD && isHead(graph, node.name())) {
        node.op().parameters().forEach(parameter -> names.add(node.key(parameter)));
      }
    }
    return names;
  }

  private static boolean isHead(Graph graph, String node) {
    return graph.stages().stream()
        .anyMatch(stage -> stage.kind() == Stage.Kind.HEAD && stage.nodes().contains(node));
  }
}
