package dev.graft.weights;

import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives tensors the axes of a graph's, where libraries keep one array in different shapes: a dense
 * layer as a convolution, a number a channel with or without the axes of the map.
 *
 * <pre>{@code
 * StateDict named = timm.rename(name -> VggNames.graphName(graph, name));
 * StateDict weights = Reshaping.toGraph(graph, named).select(graph);
 * }</pre>
 */
public final class Reshaping {
  private Reshaping() {}

  /**
   * Reshapes, without moving a value.
   *
   * @param graph that the weights are for
   * @param weights in torch's layout and under the graph's names; may hold more or less than the
   *     graph needs
   * @return the same tensors; one of as many values and the same first dimension as the graph's has
   *     the graph's shape: {@code (out, in, h, w)} is {@code (out, in · h · w)}, {@code (c)} is
   *     {@code (c, 1, 1)}
   */
  public static StateDict toGraph(Graph graph, StateDict weights) {
    Map<String, Tensor> reshaped = new LinkedHashMap<>();
    graph
        .parameters()
        .forEach(
            (name, parameter) -> {
              Tensor tensor = weights.tensors().get(name);
              if (tensor != null && sameRows(tensor.shape(), parameter.shape())) {
                reshaped.put(name, new Tensor(parameter.shape(), tensor.values()));
              }
            });
    return weights.with(reshaped);
  }

  private static boolean sameRows(Shape one, Shape other) {
    return one.rank() > 0
        && one.rank() != other.rank()
        && one.get(0) == other.get(0)
        && one.size() == other.size();
  }
}
