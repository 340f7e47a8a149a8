package dev.graft.backbone;

import dev.graft.graph.BatchNorm;
import dev.graft.graph.Conv;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Renames the tensors of Keras's Inception v3, {@code layer.variable}, to those of {@link
 * InceptionV3#keras}. Keras numbers its layers in the order in which the graph holds them.
 */
public final class InceptionV3KerasNames {
  private InceptionV3KerasNames() {}

  /**
   * Makes the renaming for one file.
   *
   * @param graph Keras's Inception v3, with or without its head
   * @param kerasNames all names in the file, whose numbers may begin anywhere
   * @return turns {@code conv2d_5.kernel} into {@code Mixed_5b.branch1x1.conv.weight}; a name that
   *     it does not know comes back as it is
   */
  public static UnaryOperator<String> graphNames(Graph graph, Collection<String> kerasNames) {
    var numbers = new KerasNumbers(kerasNames);
    Map<String, String> nodes = new HashMap<>(Map.of("predictions", "fc"));
    nodes.putAll(numbers.pair("conv", named(graph, Conv.class)));
    nodes.putAll(numbers.pair("norm", named(graph, BatchNorm.class)));
    return name -> {
      String node = nodes.get(KerasNumbers.layer(name));
      return node == null ? name : KerasNumbers.tensor(node, name);
    };
  }

  private static List<String> named(Graph graph, Class<? extends Op> kind) {
    return graph.nodes().stream().filter(n -> kind.isInstance(n.op())).map(Node::name).toList();
  }
}
