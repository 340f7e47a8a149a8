package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.graph.Position;
import dev.graft.weights.Excerpt;
import dev.graft.weights.PositionResizing;
import dev.graft.weights.StackedProjections;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Brings the tensors of a transformer into the form its graph wants: their names, three projections
 * in one, and positions for as many patches as there are.
 *
 * @param naming gives a tensor the graph's name
 * @param positions how its publisher resizes them
 */
record TokenFitting(Naming naming, PositionResizing positions) implements Fitting {
  /** What makes another network of it; a classifier or a mask that is left over does not. */
  private static final Pattern ESSENTIAL =
      Pattern.compile("(blocks\\.|(cls|reg|dist)_token|pos_embed|norm_pre|fc_norm).*");

  @Override
  public StateDict toGraph(Graph graph, StateDict published) {
    StateDict named = Fitting.named(naming).toGraph(graph, published);
    StateDict whole = resized(graph, StackedProjections.toGraph(graph, named));
    List<String> over =
        whole.names().stream()
            .filter(one -> ESSENTIAL.matcher(one).matches())
            .filter(one -> !graph.parameters().containsKey(one))
            .toList();
    if (!over.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no place for %s, so these weights are of another network"
              .formatted(graph.name(), Excerpt.listed(over)));
    }
    return whole;
  }

  /** By the number of positions, the class token's with them or not. */
  @Override
  public boolean isForSizeOf(Graph graph, StateDict published) {
    Map<String, Tensor> named = published.rename(name -> naming.graphName(graph, name)).tensors();
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof Position && named.containsKey(node.name()))
        .allMatch(
            node -> {
              int tokens = ((Position) node.op()).tokens();
              long had = named.get(node.name()).shape().size() / ((Position) node.op()).channels();
              return had == tokens || had == tokens + 1;
            });
  }

  @Override
  public StateDict resized(Graph graph, StateDict own) {
    return positions.toGraph(graph, own);
  }
}
