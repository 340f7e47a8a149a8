package dev.graft.backbone;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What Keras, TF-Slim and, with torch's own parameters, timm write as {@code layer.variable} or
 * {@code layer/variable}.
 */
final class KerasName {
  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("kernel", "weight"),
          Map.entry("depthwise_kernel", "weight"),
          Map.entry("bias", "bias"),
          Map.entry("gamma", "weight"),
          Map.entry("beta", "bias"),
          Map.entry("moving_mean", "running_mean"),
          Map.entry("moving_variance", "running_var"),
          Map.entry("weights", "weight"),
          Map.entry("depthwise_weights", "weight"),
          Map.entry("biases", "bias"),
          Map.entry("weight", "weight"),
          Map.entry("running_mean", "running_mean"),
          Map.entry("running_var", "running_var"));

  private KerasName() {}

  /**
   * Renames a tensor; any that is not known comes back as it is.
   *
   * @param node finds the node that a layer became
   */
  static String toGraph(String name, Function<String, Optional<String>> node) {
    int end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('/'));
    String parameter = PARAMETERS.get(name.substring(end + 1));
    if (end < 1 || parameter == null) {
      return name;
    }
    // a checkpoint may hold the network as a part of another, under a name of its own
    String layer = name.substring(0, end);
    Optional<String> found = node.apply(layer);
    while (found.isEmpty() && layer.indexOf('/') >= 0) {
      layer = layer.substring(layer.indexOf('/') + 1);
      found = node.apply(layer);
    }
    return found.map(n -> n + "." + parameter).orElse(name);
  }
}
