package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.graph.Stage;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of timm's MobileNetV2, which is torchvision's network with the names of
 * timm's EfficientNets, to the names of {@link MobileNetV2}.
 */
public final class MobileNetV2TimmNames {
  private static final Pattern BLOCK = Pattern.compile("blocks\\.(\\d+)\\.(\\d+)\\.(\\w+)");
  private static final Map<String, String> AROUND =
      Map.of(
          "conv_stem", "features.0.0",
          "bn1", "features.0.1",
          "conv_head", "features.18.0",
          "bn2", "features.18.1",
          "classifier", "classifier.1");
  private static final Map<String, String> SEPARABLE =
      Map.of("conv_dw", "0.0", "bn1", "0.1", "conv_pw", "1", "bn2", "2");
  private static final Map<String, String> INVERTED =
      Map.of(
          "conv_pw",
          "0.0",
          "bn1",
          "0.1",
          "conv_dw",
          "1.0",
          "bn2",
          "1.1",
          "conv_pwl",
          "2",
          "bn3",
          "3");

  private MobileNetV2TimmNames() {}

  /**
   * Renames one tensor.
   *
   * @param graph a MobileNetV2, whose blocks are counted
   * @param timm a name such as {@code blocks.1.0.conv_pw.weight}
   * @return torchvision's, {@code features.2.conv.0.0.weight}; any other name comes back as it is
   */
  public static String graphName(Graph graph, String timm) {
    return KerasName.toGraph(timm, layer -> node(graph, layer));
  }

  private static Optional<String> node(Graph graph, String layer) {
    Matcher block = BLOCK.matcher(layer);
    if (!block.matches()) {
      return Optional.ofNullable(AROUND.get(layer));
    }
    String part = (block.group(1).equals("0") ? SEPARABLE : INVERTED).get(block.group(3));
    String group = "block" + (Integer.parseInt(block.group(1)) + 1);
    int index = Integer.parseInt(block.group(2)) + 1;
    return Optional.ofNullable(part)
        .flatMap(
            p ->
                graph.stages().stream()
                    .filter(stage -> isBlock(stage, group, index))
                    .findFirst()
                    .map(stage -> "features." + stage.output().split("\\.")[1] + ".conv." + p));
  }

  /** A group of one block has no number for it. */
  private static boolean isBlock(Stage stage, String group, int index) {
    return stage.name().equals(group + "." + index) || index == 1 && stage.name().equals(group);
  }
}
