package dev.graft.backbone;

import dev.graft.graph.Graph;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of timm's and of Keras's ConvNeXts to the names of {@link ConvNeXt},
 * torchvision's. Keras's layers bear the model's name before their own. The normalization that ends
 * Keras's file without a top keeps its name: there it sees pixels, in the network their average.
 */
public final class ConvNeXtNames {
  private static final String BLOCK_OF =
      "(?:.*_stage_|stages\\.)(\\d)(?:_block_|\\.blocks\\.)(\\d+)";
  private static final Pattern SCALE =
      Pattern.compile(BLOCK_OF + "(?:_layer_scale\\.\\w+|\\.gamma)");
  private static final Pattern BLOCK = Pattern.compile(BLOCK_OF + "[_.](.+)");
  private static final Map<String, String> PARTS =
      Map.of(
          "conv_dw", "block.0",
          "depthwise_conv", "block.0",
          "norm", "block.2",
          "layernorm", "block.2",
          "mlp.fc1", "block.3",
          "pointwise_conv_1", "block.3",
          "mlp.fc2", "block.5",
          "pointwise_conv_2", "block.5");

  private static final Pattern TIMM_DOWNSAMPLE =
      Pattern.compile("stages\\.(\\d)\\.downsample\\.(\\d)");
  private static final Pattern KERAS_DOWNSAMPLE =
      Pattern.compile(".*_downsampling_(layernorm|conv)_(\\d)");
  private static final Map<String, String> AROUND =
      Map.of(
          "stem.0", "features.0.0",
          "stem_conv", "features.0.0",
          "stem.1", "features.0.1",
          "stem_layernorm", "features.0.1",
          "head.norm", "classifier.0",
          "head_layernorm", "classifier.0",
          "head.fc", "classifier.2",
          "head_dense", "classifier.2");

  private ConvNeXtNames() {}

  /**
   * Renames one tensor.
   *
   * @param graph a ConvNeXt
   * @param published a name such as {@code stages.0.blocks.0.conv_dw.weight} or {@code
   *     convnext_tiny_stage_0_block_0_depthwise_conv.kernel}
   * @return torchvision's, {@code features.1.0.block.0.weight}; any other name comes back as it is
   */
  public static String graphName(Graph graph, String published) {
    Matcher scale = SCALE.matcher(published);
    return scale.matches()
        ? block(scale) + "layer_scale"
        : KerasName.toGraph(published, ConvNeXtNames::node);
  }

  private static Optional<String> node(String layer) {
    Matcher block = BLOCK.matcher(layer);
    if (block.matches()) {
      return Optional.ofNullable(PARTS.get(block.group(3))).map(part -> block(block) + part);
    }
    Matcher timm = TIMM_DOWNSAMPLE.matcher(layer);
    if (timm.matches()) {
      return Optional.of("features." + 2 * number(timm, 1) + "." + timm.group(2));
    }
    Matcher keras = KERAS_DOWNSAMPLE.matcher(layer);
    if (keras.matches()) {
      int part = keras.group(1).equals("conv") ? 1 : 0;
      return Optional.of("features." + 2 * (number(keras, 2) + 1) + "." + part);
    }
    return Optional.ofNullable(AROUND.get(layer.replaceFirst("^.*_(?=(stem|head)_)", "")));
  }

  private static String block(Matcher matcher) {
    return "features." + (2 * number(matcher, 1) + 1) + "." + matcher.group(2) + ".";
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
