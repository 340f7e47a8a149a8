package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.weights.Excerpt;
import dev.graft.weights.StackedProjections;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Brings the tensors of a text encoder into the form its graph wants: their names, and three
 * projections in one.
 *
 * @param named gives tensors the graph's names and shapes, but for those projections
 */
record TextFitting(Fitting named) implements Fitting {
  private static final String POSITIONS = "embeddings.position_embeddings";

  /** Names are all that differs. */
  static TextFitting of(Naming naming) {
    return new TextFitting(Fitting.named(naming));
  }

  /**
   * Names differ, and the published table of positions begins with rows that no token stands at.
   *
   * @param unused how many of them
   */
  static TextFitting of(Naming naming, int unused) {
    return new TextFitting(
        (graph, published) -> {
          StateDict named = published.rename(name -> naming.graphName(graph, name));
          return Fitting.named(KEPT).toGraph(graph, withoutRows(named, unused));
        });
  }

  private static StateDict withoutRows(StateDict named, int unused) {
    Tensor table = named.tensors().get(POSITIONS);
    if (table == null || table.shape().rank() != 2 || table.shape().get(0) <= unused) {
      return named;
    }
    int channels = table.shape().get(1);
    Shape shape = Shape.of(table.shape().get(0) - unused, channels);
    var values = table.values().slice(unused * channels, Math.toIntExact(shape.size()));
    return named.with(Map.of(POSITIONS, new Tensor(shape, values)));
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
