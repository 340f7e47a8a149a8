package dev.graft.backbone;

import dev.graft.graph.Graph;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of Keras's EfficientNets to timm's names, those of {@link EfficientNet} in
 * Keras's flavour. What the layer {@code normalization} holds is part of the input, not of the
 * graph, and keeps its names.
 */
public final class EfficientNetNames {
  private static final Pattern BLOCK = Pattern.compile("block(\\d)([a-z])_(\\w+)");
  private static final Map<String, String> AROUND =
      Map.of(
          "stem_conv", "conv_stem",
          "stem_bn", "bn1",
          "top_conv", "conv_head",
          "top_bn", "bn2",
          "predictions", "classifier",
          "probs", "classifier");
  private static final Map<String, String> SEPARABLE =
      Map.of(
          "dwconv", "conv_dw",
          "bn", "bn1",
          "se_reduce", "se.conv_reduce",
          "se_expand", "se.conv_expand",
          "project_conv", "conv_pw",
          "project_bn", "bn2");
  private static final Map<String, String> INVERTED =
      Map.of(
          "expand_conv", "conv_pw",
          "expand_bn", "bn1",
          "dwconv", "conv_dw",
          "bn", "bn2",
          "se_reduce", "se.conv_reduce",
          "se_expand", "se.conv_expand",
          "project_conv", "conv_pwl",
          "project_bn", "bn3");

  private EfficientNetNames() {}

  /**
   * Renames one tensor.
   *
   * @param graph an EfficientNet in Keras's flavour
   * @param keras a name such as {@code block2a_se_reduce.kernel}
   * @return timm's, {@code blocks.1.0.se.conv_reduce.weight}; any other name comes back as it is
   */
  public static String graphName(Graph graph, String keras) {
    return KerasName.toGraph(keras, EfficientNetNames::node);
  }

  private static Optional<String> node(String layer) {
    Matcher block = BLOCK.matcher(layer);
    if (!block.matches()) {
      return Optional.ofNullable(AROUND.get(layer));
    }
    int stage = Integer.parseInt(block.group(1)) - 1;
    int index = block.group(2).charAt(0) - 'a';
    String part = (stage == 0 ? SEPARABLE : INVERTED).get(block.group(3));
    return Optional.ofNullable(part).map(p -> "blocks." + stage + "." + index + "." + p);
  }
}
