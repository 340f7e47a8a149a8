package dev.graft.train;

import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Discriminative learning rates (Howard and Ruder 2018, section 3.2; by stage and decay as in BEiT,
 * Bao et al. 2022, and timm): the last stage, which is the head, learns at the full rate, and each
 * stage before it at {@code decay} times that of the next one. Frozen stages count like others.
 */
final class LayerRates {
  private final String graph;
  private final Map<String, Double> factors = new HashMap<>();

  /**
   * @param slice the live slice; a node outside its stages goes with the stage before it
   * @param decay above 0 and at most 1; 1 gives all stages the full rate
   */
  LayerRates(Graph slice, double decay) {
    Require.that(decay > 0 && decay <= 1, "layer decay", decay, "above 0 and at most 1");
    this.graph = slice.name();
    Map<String, Integer> stageOf = new HashMap<>();
    List<Stage> stages = slice.stages();
    for (int i = 0; i < stages.size(); i++) {
      for (String node : stages.get(i).nodes()) {
        stageOf.put(node, i);
      }
    }
    int stage = 0;
    for (Node node : slice.nodes()) {
      stage = stageOf.getOrDefault(node.name(), stage);
      double factor = Math.pow(decay, Math.max(0, stages.size() - 1 - stage));
      node.op().parameters().forEach(p -> factors.put(node.key(p), factor));
    }
  }

  /**
   * Tells by what to multiply the learning rate for a parameter.
   *
   * @param parameter its full name
   * @return above 0 and at most 1
   */
  double factor(String parameter) {
    Double factor = factors.get(parameter);
    if (factor == null) {
      throw new IllegalArgumentException("no parameter \"" + parameter + "\" in " + graph);
    }
    return factor;
  }
}
