package dev.graft.infer.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names layers: by the file's weights where they have names of a state dict, {@code
 * layer4.1.conv2.weight}; else by the node's path, {@code /layer4/layer4.1/conv2/Conv}; else by its
 * operator and a number.
 */
final class LayerNames {
  private static final int LONGEST = 120;

  /** What TensorFlow's operators are called at the end of a path. */
  private static final Set<String> OPERATORS =
      Set.of(
          "readvariableop",
          "conv2d",
          "depthwise",
          "matmul",
          "biasadd",
          "fusedbatchnormv3",
          "tensordot",
          "statefulpartitionedcall",
          "separable_conv2d",
          "partitionedcall",
          "convolution");

  private final Set<String> taken = new HashSet<>();

  /** Gives a name that no other layer has. */
  String unique(String wanted) {
    String clean = wanted.replaceAll("[\\p{Cntrl}\\s]", "_");
    String shown = clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    String base = shown.isEmpty() ? "layer" : shown;
    String name = base;
    for (int number = 2; !taken.add(name); number++) {
      name = base + "_" + number;
    }
    return name;
  }

  /** Names a layer by its weights, else by its node. */
  static String layer(String node, String operator, List<String> weights) {
    return weights.stream()
        .map(LayerNames::ofWeight)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElseGet(() -> ofNode(node, operator));
  }

  /** Gives the layer of {@code layer1.0.conv1.weight}; empty where a name tells none. */
  static String ofWeight(String weight) {
    if (weight.isEmpty() || weight.contains("::") || weight.endsWith(Known.SHARED)) {
      return "";
    }
    if (weight.contains("/")) {
      return path(weight, "");
    }
    int dot = weight.lastIndexOf('.');
    return dot <= 0 ? "" : weight.substring(0, dot);
  }

  static String ofNode(String node, String operator) {
    String path = node.contains("/") ? path(node, operator) : node;
    return path.isEmpty() ? operator.toLowerCase(Locale.ROOT) : path;
  }

  private static String path(String text, String operator) {
    List<String> parts = new ArrayList<>(Arrays.asList(text.split("[/;:]+")));
    parts.removeIf(String::isEmpty);
    while (parts.size() > 1 && operation(parts.get(parts.size() - 1), operator)) {
      parts.remove(parts.size() - 1);
    }
    while (parts.size() > 1 && operation(parts.get(0), "")) {
      parts.remove(0);
    }
    for (int i = parts.size() - 2; i >= 0; i--) {
      if (parts.get(i + 1).startsWith(parts.get(i) + ".")) {
        parts.remove(i);
      }
    }
    return String.join(".", parts);
  }

  private static boolean operation(String part, String operator) {
    String plain = part.replaceAll("(_+\\d+)+$", "").toLowerCase(Locale.ROOT);
    return plain.equals(operator.toLowerCase(Locale.ROOT))
        || OPERATORS.contains(plain)
        || plain.matches("\\d*");
  }
}
