package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of Keras's Xception, {@code layer.variable}, to those of {@link
 * Xception#keras}. Its skips' layers have no names but numbers.
 */
public final class XceptionKerasNames {
  private static final Pattern SEPARABLE =
      Pattern.compile("block(\\d+)_sepconv(\\d)(_bn)?\\.(?:(depthwise|pointwise)_kernel|\\w+)");
  private static final int TOP = 14;

  private XceptionKerasNames() {}

  /**
   * Makes the renaming for one file.
   *
   * @param graph Keras's Xception, with or without its head
   * @param kerasNames all names in the file, whose numbers may begin anywhere
   * @return turns {@code block2_sepconv1.depthwise_kernel} into {@code block1.rep.0.conv1.weight}
   *     and {@code conv2d.kernel} into {@code block1.skip.weight}; a name that it does not know
   *     comes back as it is
   */
  public static UnaryOperator<String> graphNames(Graph graph, Collection<String> kerasNames) {
    var numbers = new KerasNumbers(kerasNames);
    Map<String, String> nodes = new HashMap<>();
    nodes.put("block1_conv1", "conv1");
    nodes.put("block1_conv1_bn", "bn1");
    nodes.put("block1_conv2", "conv2");
    nodes.put("block1_conv2_bn", "bn2");
    nodes.put("predictions", "fc");
    nodes.putAll(numbers.pair("conv", ending(graph, ".skip")));
    nodes.putAll(numbers.pair("norm", ending(graph, ".skipbn")));
    return name -> {
      Matcher separable = SEPARABLE.matcher(name);
      if (separable.matches()) {
        return separable(separable, name);
      }
      String node = nodes.get(KerasNumbers.layer(name));
      return node == null ? name : KerasNumbers.tensor(node, name);
    };
  }

  private static String separable(Matcher matcher, String name) {
    int block = Integer.parseInt(matcher.group(1));
    int number = Integer.parseInt(matcher.group(2));
    boolean norm = matcher.group(3) != null;
    String node;
    if (block == TOP) {
      node = (norm ? "bn" : "conv") + (number + 2);
    } else {
      int relus = block == 2 ? number - 1 : number;
      node = "block" + (block - 1) + ".rep." + (2 * (number - 1) + relus + (norm ? 1 : 0));
    }
    if (norm || matcher.group(4) == null) {
      return KerasNumbers.tensor(node, name);
    }
    return node + (matcher.group(4).equals("depthwise") ? ".conv1.weight" : ".pointwise.weight");
  }

  private static List<String> ending(Graph graph, String suffix) {
    return graph.nodes().stream().map(Node::name).filter(n -> n.endsWith(suffix)).toList();
  }
}
