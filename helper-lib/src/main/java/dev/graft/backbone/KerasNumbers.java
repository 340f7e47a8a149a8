package dev.graft.backbone;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts layers that Keras numbered itself in order. Its counters run on from model to model, so a
 * file may begin at {@code conv2d}, {@code conv2d_1} or {@code conv2d_94}: only the order counts.
 */
final class KerasNumbers {
  private static final Pattern LAYER =
      Pattern.compile("(conv(?:olution)?2d|batch_?normalization)(?:_(\\d+))?");
  private static final Map<String, String> VARIABLES =
      Map.of(
          "kernel", "weight",
          "gamma", "weight",
          "beta", "bias",
          "moving_mean", "running_mean",
          "moving_variance", "running_var");

  private final Map<String, TreeMap<Integer, String>> layers = new HashMap<>();

  /** Reads names such as {@code conv2d_5.kernel}; others are of no matter. */
  KerasNumbers(Collection<String> kerasNames) {
    for (String name : kerasNames) {
      Matcher matcher = LAYER.matcher(layer(name));
      if (matcher.matches()) {
        int number = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        String kind = matcher.group(1).startsWith("conv") ? "conv" : "norm";
        layers.computeIfAbsent(kind, k -> new TreeMap<>()).put(number, layer(name));
      }
    }
  }

  /**
   * Pairs the numbered convolutions or normalizations with nodes; none where their counts differ.
   */
  Map<String, String> pair(String kind, List<String> nodes) {
    List<String> numbered = List.copyOf(layers.getOrDefault(kind, new TreeMap<>()).values());
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; numbered.size() == nodes.size() && i < nodes.size(); i++) {
      pairs.put(numbered.get(i), nodes.get(i));
    }
    return pairs;
  }

  static String layer(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  /** Names a tensor of a node as torch does. */
  static String tensor(String node, String kerasName) {
    String variable = kerasName.substring(kerasName.lastIndexOf('.') + 1);
    return node + "." + VARIABLES.getOrDefault(variable, variable);
  }
}
