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
 * @param named gives tensors the graph's names and shapes, but for those projections
 */
record TextFitting(Fitting named) implements Fitting {
  /** Names are all that differs. */
  static TextFitting of(Naming naming) {
    return new TextFitting(Fitting.named(naming));
  }

  @Override
  public StateDict toGraph(Graph graph, StateDict published) {
    StateDict whole = StackedProjections.toGraph(graph, named.toGraph(graph, published));
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
