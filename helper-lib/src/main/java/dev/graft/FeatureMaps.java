package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * The maps of a body that a decoder may read: of each size the last one that a stage ends with,
 * from a quarter of the input's side down. Whoever drew the body says no more of them than its
 * stages.
 */
final class FeatureMaps {
  private static final int MAP = 3;

  /** Sides of larger maps are more than this share of the input's: a stem's, half of it. */
  private static final double LARGEST = 0.3;

  private FeatureMaps() {}

  /**
   * Finds them.
   *
   * @return nodes, each map smaller than the one before, the body's output last
   * @throws IllegalArgumentException when the body ends in no map
   */
  static List<String> of(Graph body) {
    Shape last = body.outputShape();
    if (last.rank() != MAP) {
      throw new IllegalArgumentException(
          body.name()
              + " ends in "
              + last
              + ", a segmenter needs a map (channels, height, width); take a convolutional backbone");
    }
    List<String> found = new ArrayList<>(List.of(body.output()));
    List<Stage> stages = body.stages();
    for (int i = stages.size() - 1; i >= 0; i--) {
      String node = stages.get(i).output();
      Shape map = body.shape(node);
      boolean larger = map.rank() == MAP && map.get(1) > body.shape(found.get(0)).get(1);
      if (larger && map.get(1) <= LARGEST * body.inputShape().get(1)) {
        found.add(0, node);
      }
    }
    return List.copyOf(found);
  }
}
