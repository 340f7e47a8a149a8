package dev.graft.weights;

import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives tensors the axes of a graph's, where libraries keep one array in different shapes: a dense
 * layer as a convolution, a number a channel with or without the axes of the map, a depthwise
 * kernel in a file that does not tell it from others.
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
   *     {@code (c, 1, 1)}; {@code (1, c, h, w)} is the depthwise {@code (c, 1, h, w)}, and a table
   *     {@code (t, c)} is {@code (1, t, c)}
   */
  public static StateDict toGraph(Graph graph, StateDict weights) {
    Map<String, Tensor> reshaped = new LinkedHashMap<>();
    graph
        .parameters()
        .forEach(
            (name, parameter) -> {
              Tensor tensor = weights.tensors().get(name);
              Shape shape = parameter.shape();
              if (tensor != null
                  && (sameRows(tensor.shape(), shape)
                      || isDepthwise(tensor.shape(), shape)
                      || isOfOneSample(tensor.shape(), shape))) {
                reshaped.put(name, new Tensor(shape, tensor.values()));
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

  /** One that is added to each sample of a batch. */
  private static boolean isOfOneSample(Shape one, Shape graph) {
    return one.rank() == 2 && graph.equals(Shape.of(1, one.get(0), one.get(1)));
  }

  private static boolean isDepthwise(Shape one, Shape graph) {
    return graph.rank() == 4
        && graph.get(1) == 1
        && one.equals(Shape.of(1, graph.get(0), graph.get(2), graph.get(3)));
  }
}
