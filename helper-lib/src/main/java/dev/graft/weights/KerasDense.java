package dev.graft.weights;

import dev.graft.graph.Flatten;
import dev.graft.graph.Graph;
import dev.graft.graph.Linear;
import dev.graft.graph.Node;
import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Brings the dense layers of Keras's networks into the form that graphs want: Keras flattens a
 * feature map with its channels last, graphs with its channels first as torch does; and MobileNet's
 * classifiers are 1×1 convolutions there.
 *
 * <pre>{@code
 * StateDict named = keras.rename(name -> VggNames.graphName(graph, name));
 * StateDict weights = KerasDense.toGraph(graph, named).select(graph);
 * }</pre>
 */
public final class KerasDense {
  private KerasDense() {}

  /**
   * Converts, once: a second conversion would turn the inputs again.
   *
   * @param graph that the weights are for
   * @param keras in torch's layout and under the graph's names; may hold more or less than the
   *     graph needs
   * @return the same tensors; of those that a dense layer after a flattening reads, the inputs are
   *     in the graph's order, and each has the graph's axes as {@link Reshaping} gives them
   */
  public static StateDict toGraph(Graph graph, StateDict keras) {
    Map<String, Tensor> converted = new LinkedHashMap<>();
    Map<String, Node> nodes = new LinkedHashMap<>();
    graph.nodes().forEach(node -> nodes.put(node.name(), node));
    for (Node node : nodes.values()) {
      String name = node.name() + ".weight";
      if (node.op() instanceof Linear linear && keras.names().contains(name)) {
        Tensor tensor = keras.get(name);
        Shape matrix = Shape.of(linear.out(), linear.in());
        Node before = nodes.get(node.inputs().get(0));
        if (before.op() instanceof Flatten && tensor.shape().equals(matrix)) {
          Shape map = graph.shape(before.inputs().get(0));
          converted.put(name, channelsFirst(tensor, map));
        }
      }
    }
    return Reshaping.toGraph(graph, keras.with(converted));
  }

  /** Turns the columns of a matrix from the order (H, W, C) to (C, H, W). */
  private static Tensor channelsFirst(Tensor matrix, Shape map) {
    int columns = Math.toIntExact(map.size());
    int channels = map.channels();
    int pixels = columns / channels;
    FloatBuffer from = matrix.values();
    float[] to = new float[from.remaining()];
    for (int i = 0; i < to.length; i++) {
      int column = i % columns;
      to[i - column + column % channels * pixels + column / channels] = from.get(i);
    }
    return Tensor.of(matrix.shape(), to);
  }
}
