package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.weights.Excerpt;
import dev.graft.weights.StackedProjections;
import dev.graft.weights.StateDict;
import java.util.List;

/**
 * Brings the tensors of a text encoder into the form its graph wants: their names, and three
 * projections in one.
 *
 * @param naming gives a tensor the graph's name
 */
record TextFitting(Naming naming) implements Fitting {
  @Override
  public StateDict toGraph(Graph graph, StateDict published) {
    StateDict named = Fitting.named(naming).toGraph(graph, published);
    StateDict whole = StackedProjections.toGraph(graph, named);
    // a pooler or a head that is left over makes no other network of it, a block does
    List<String> over =
        whole.names().stream()
            .filter(name -> name.startsWith("encoder.") || name.startsWith("embeddings."))
            .filter(name -> !graph.parameters().containsKey(name))
            .filter(name -> !name.endsWith(".position_ids"))
            .toList();
    if (!over.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no place for %s, so these weights are of another network"
              .formatted(graph.name(), Excerpt.listed(over)));
    }
    return whole;
  }
}
