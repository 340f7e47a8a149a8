package dev.graft.backbone;

import dev.graft.graph.Graph;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renames the tensors of Keras's ResNets to the names of {@link ResNet}, torchvision's. */
public final class ResNetNames {
  private static final Pattern BLOCK = Pattern.compile("conv([2-5])_block(\\d+)_([0-3])_(conv|bn)");
  private static final Map<String, String> AROUND =
      Map.of("conv1_conv", "conv1", "conv1_bn", "bn1", "predictions", "fc", "probs", "fc");

  private ResNetNames() {}

  /**
   * Renames one tensor.
   *
   * @param graph a ResNet in Keras's flavour
   * @param keras a name such as {@code conv2_block1_1_conv.kernel}
   * @return torchvision's, {@code layer1.0.conv1.weight}; any other name comes back as it is
   */
  public static String graphName(Graph graph, String keras) {
    return KerasName.toGraph(keras, ResNetNames::node);
  }

  private static Optional<String> node(String layer) {
    Matcher block = BLOCK.matcher(layer);
    if (!block.matches()) {
      return Optional.ofNullable(AROUND.get(layer));
    }
    int group = Integer.parseInt(block.group(1)) - 1;
    int index = Integer.parseInt(block.group(2)) - 1;
    String at = "layer" + group + "." + index + ".";
    boolean conv = block.group(4).equals("conv");
    return Optional.of(
        block.group(3).equals("0")
            ? at + "downsample." + (conv ? 0 : 1)
            : at + block.group(4) + block.group(3));
  }
}
