package dev.graft;

import dev.graft.graph.Cut;
import dev.graft.graph.GlobalAveragePool;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.TokenMean;
import java.util.List;

/** A slice whose maps or tokens are averaged: it gives one vector an input. */
final class Pooling {
  private Pooling() {}

  /** Ends in the head's own pooling where it has one there: its values may be kept. */
  static Graph of(Graph graph, Graph body) {
    if (body.outputShape().rank() == 1) {
      return body;
    }
    if (body.outputShape().open()) {
      return overTokens(graph, body);
    }
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof GlobalAveragePool)
        .filter(node -> node.inputs().equals(List.of(body.output())))
        .findFirst()
        .map(node -> graph.until(node.name()))
        .orElseGet(() -> GraphBuilder.onto(body).globalAveragePool("features").build());
  }

  /** Padding is no token of the text: the mask, the last input, says so. */
  private static Graph overTokens(Graph graph, Graph body) {
    String mask = graph.inputs().get(graph.inputs().size() - 1);
    Graph both = graph.until(new Cut(List.of(mask, body.output())));
    var mean = new TokenMean(0, body.outputShape().get(1));
    return GraphBuilder.onto(both).then("features", mean, mask).build();
  }
}
