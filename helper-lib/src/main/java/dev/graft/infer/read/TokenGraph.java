package dev.graft.infer.read;

import dev.graft.graph.Activation;
import dev.graft.graph.Add;
import dev.graft.graph.Affine;
import dev.graft.graph.Arithmetic.Operation;
import dev.graft.graph.Attention;
import dev.graft.graph.Combine;
import dev.graft.graph.Concat;
import dev.graft.graph.Embedding;
import dev.graft.graph.Graph;
import dev.graft.graph.Input;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.Leaky;
import dev.graft.graph.Linear;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.graph.Parameter;
import dev.graft.graph.Position;
import dev.graft.graph.Segment;
import dev.graft.graph.Shape;
import dev.graft.weights.Excerpt;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network that was read for texts of one length, for texts of any length up to it: every layer
 * has to compute of each token what it would among fewer.
 *
 * @param graph from {@code ids} and {@code mask}, {@code (1, ≤T)}, to {@code (C, ≤T)}
 * @param weights its own
 */
record TokenGraph(Graph graph, StateDict weights) {
  private static final Set<Class<? extends Op>> OF_EACH_TOKEN =
      Set.of(
          Activation.class,
          Add.class,
          Affine.class,
          Attention.class,
          Concat.class,
          Embedding.class,
          LayerNorm.class,
          Leaky.class,
          Linear.class);

  /** Opens a network up to the last value that has numbers for each token. */
  static TokenGraph of(Graph closed, StateDict weights, int tokens) {
    Graph body = closed.until(end(closed, tokens));
    Map<String, Tensor> own = new LinkedHashMap<>(weights.select(body).tensors());
    List<Node> nodes = new ArrayList<>();
    for (Node node : body.nodes()) {
      nodes.add(new Node(node.name(), opened(node, own, tokens), node.inputs()));
    }
    Graph graph = new Graph(closed.name(), nodes, List.of()).until(body.output());
    if (graph.inputs().size() < 2) {
      throw new IllegalArgumentException("no attention is found: no token of it sees another");
    }
    return new TokenGraph(graph, StateDict.of(own).select(graph));
  }

  private static String end(Graph graph, int tokens) {
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      List<Integer> array = graph.shape(nodes.get(i).name()).array();
      boolean rows = array.size() == 2 && array.get(0) == tokens && array.get(1) > 1;
      if (rows && graph.until(nodes.get(i).name()).inputs().contains(TextEntry.IDS)) {
        return nodes.get(i).name();
      }
    }
    throw new IllegalArgumentException("no value of it has numbers for each token");
  }

  private static Op opened(Node node, Map<String, Tensor> own, int tokens) {
    if (node.op() instanceof Input input) {
      return new Input(input.shape().opened());
    }
    if (OF_EACH_TOKEN.contains(node.op().getClass())) {
      return node.op();
    }
    if (node.op() instanceof Combine combine && combine.operation() == Operation.ADD) {
      int channels = combine.own().get(1);
      Tensor table = own.remove(node.name());
      float[] rows = table.toArray();
      if (alike(rows, channels)) {
        Tensor row = Tensor.of(Shape.of(1, channels), Arrays.copyOf(rows, channels));
        own.put(node.key("weight"), row);
        return new Segment(channels, 1);
      }
      own.put(node.key(Parameter.NODE), Tensor.of(Shape.of(1, tokens, channels), rows));
      return new Position(channels, tokens);
    }
    throw new IllegalArgumentException(
        "layer %s (%s) depends on the length of a text"
            .formatted(Excerpt.quoted(node.name()), node.op().getClass().getSimpleName()));
  }

  private static boolean alike(float[] rows, int channels) {
    for (int i = channels; i < rows.length; i++) {
      if (rows[i] != rows[i % channels]) {
        return false;
      }
    }
    return true;
  }
}
