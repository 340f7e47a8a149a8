package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Node;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The maps of a body that a decoder may read: of each size the last one that a stage ends with.
 * Where no stage ends with one of half the input's side, because a stem goes on below it (ResNet's
 * pools), it is the last of all nodes of that size. Whoever drew the body says no more of them than
 * its stages. A vision transformer's are {@link TokenMaps}.
 */
final class FeatureMaps {
  /** Maps of a quarter of the input's side and smaller ones; sides are cut and rounded. */
  static final double QUARTER = 0.3;

  /** Those, and one of half the side. */
  static final double HALF = 0.6;

  private static final int MAP = 3;

  private FeatureMaps() {}

  /**
   * Finds them, or draws them behind a body of tokens.
   *
   * @param net that stands behind the body
   * @param finest the largest share of the input's side; 0: the last map alone
   * @return nodes, each map smaller than the one before, the deepest last
   * @throws IllegalArgumentException when the body has no map
   */
  static List<String> drawn(GraphBuilder net, Graph body, double finest) {
    Shape last = body.outputShape();
    if (last.rank() == MAP) {
      return of(body, finest);
    }
    if (body.inputShape().rank() != MAP) {
      throw new IllegalArgumentException(
          body.name() + " reads no photos; a segmenter needs a backbone that does");
    }
    Shape grid =
        TokenMaps.grid(body)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        body.name()
                            + " ends in "
                            + last
                            + ", a segmenter needs a map (channels, height, width) or the tokens of"
                            + " a vision transformer; take a backbone of the catalogue"));
    return finest == 0 ? TokenMaps.last(net, body, grid) : TokenMaps.pyramid(net, body, grid);
  }

  /** Finds those of a body that ends in a map, its output last. */
  static List<String> of(Graph body, double finest) {
    List<String> found = new ArrayList<>(List.of(body.output()));
    List<Stage> stages = body.stages();
    for (int i = stages.size() - 1; i >= 0; i--) {
      add(found, stages.get(i).output(), body, finest);
    }
    if (finest >= HALF && share(body, found.get(0)) < QUARTER) {
      List<String> nodes = new ArrayList<>(body.nodes().stream().map(Node::name).toList());
      Collections.reverse(nodes);
      nodes.stream()
          .filter(node -> share(body, node) > QUARTER && share(body, node) <= finest)
          .findFirst()
          .ifPresent(node -> found.add(0, node));
    }
    return List.copyOf(found);
  }

  private static void add(List<String> found, String node, Graph body, double finest) {
    double share = share(body, node);
    if (share > share(body, found.get(0)) && share <= finest) {
      found.add(0, node);
    }
  }

  /** A map's side as a share of the input's; nothing else has one. */
  private static double share(Graph body, String node) {
    Shape map = body.shape(node);
    return map.rank() == MAP ? (double) map.get(1) / body.inputShape().get(1) : 0;
  }
}
