package dev.graft.backbone;

import dev.graft.graph.Graph;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of MobileNetV2 as Keras and as TF-Slim, whose networks are TF-Hub's, write
 * them, to the names of {@link MobileNetV2}, torchvision's.
 */
public final class MobileNetV2Names {
  private static final String PART = "(expand|depthwise|project)";
  private static final Pattern KERAS =
      Pattern.compile("(?:block_(\\d+)|expanded_conv)_" + PART + "(_BN)?");
  private static final Pattern SLIM =
      Pattern.compile("MobilenetV2/expanded_conv(?:_(\\d+))?/" + PART + "(/BatchNorm)?");
  private static final Map<String, String> AROUND =
      Map.ofEntries(
          Map.entry("Conv1", "features.0.0"),
          Map.entry("bn_Conv1", "features.0.1"),
          Map.entry("Conv_1", "features.18.0"),
          Map.entry("Conv_1_bn", "features.18.1"),
          Map.entry("predictions", "classifier.1"),
          Map.entry("Logits", "classifier.1"),
          Map.entry("MobilenetV2/Conv", "features.0.0"),
          Map.entry("MobilenetV2/Conv/BatchNorm", "features.0.1"),
          Map.entry("MobilenetV2/Conv_1", "features.18.0"),
          Map.entry("MobilenetV2/Conv_1/BatchNorm", "features.18.1"),
          Map.entry("MobilenetV2/Logits/Conv2d_1c_1x1", "classifier.1"));

  private MobileNetV2Names() {}

  /**
   * Renames one tensor.
   *
   * @param graph a MobileNetV2 in Keras's flavour
   * @param published a name such as {@code block_1_expand.kernel} or {@code
   *     MobilenetV2/expanded_conv_1/expand/weights}
   * @return torchvision's, {@code features.2.conv.0.0.weight}; any other name comes back as it is
   */
  public static String graphName(Graph graph, String published) {
    return KerasName.toGraph(published, MobileNetV2Names::node);
  }

  private static Optional<String> node(String layer) {
    Matcher block = KERAS.matcher(layer);
    if (!block.matches()) {
      block = SLIM.matcher(layer);
    }
    if (!block.matches()) {
      return Optional.ofNullable(AROUND.get(layer));
    }
    int index = block.group(1) == null ? 0 : Integer.parseInt(block.group(1));
    int norm = block.group(3) == null ? 0 : 1;
    int expansion = index == 0 ? 0 : 1;
    String at = "features." + (index + 1) + ".conv.";
    return Optional.of(
        switch (block.group(2)) {
          case "expand" -> at + "0." + norm;
          case "depthwise" -> at + expansion + "." + norm;
          default -> at + (expansion + 1 + norm);
        });
  }
}
