package dev.graft.weights;

import dev.graft.graph.Graph;
import dev.graft.graph.Linear;
import dev.graft.graph.Node;
import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves out the class "background" that TF-Slim's classifiers have before ImageNet's 1000, so that
 * class 0 is the same with all published weights.
 *
 * <pre>{@code
 * StateDict weights = BackgroundClass.dropped(graph, named).select(graph);
 * }</pre>
 */
public final class BackgroundClass {
  private BackgroundClass() {}

  /**
   * Drops the first output of each dense layer that has one more than the graph wants.
   *
   * @param graph that the weights are for
   * @param weights in torch's layout and under the graph's names; may hold more or less than the
   *     graph needs
   * @return the same tensors, views of those in which a class less is left
   */
  public static StateDict dropped(Graph graph, StateDict weights) {
    Map<String, Tensor> rest = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Linear linear) {
        for (String name : List.of(node.name() + ".weight", node.name() + ".bias")) {
          Tensor tensor = weights.tensors().get(name);
          if (tensor != null
              && tensor.shape().rank() > 0
              && tensor.shape().get(0) == linear.out() + 1) {
            rest.put(name, withoutFirst(tensor));
          }
        }
      }
    }
    return weights.with(rest);
  }

  private static Tensor withoutFirst(Tensor tensor) {
    List<Integer> dimensions = new ArrayList<>(tensor.shape().dimensions());
    FloatBuffer values = tensor.values();
    int row = values.remaining() / dimensions.get(0);
    dimensions.set(0, dimensions.get(0) - 1);
    return new Tensor(new Shape(dimensions), values.slice(row, values.remaining() - row));
  }
}
