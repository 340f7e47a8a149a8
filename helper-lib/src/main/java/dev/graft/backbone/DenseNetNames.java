package dev.graft.backbone;

import dev.graft.graph.Graph;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of published DenseNets to the names of {@link DenseNet}, torchvision's. Those
 * of torchvision itself are older than its code: their dense layers say {@code norm.1} where the
 * network says {@code norm1}.
 */
public final class DenseNetNames {
  private static final Pattern OLD = Pattern.compile("(denselayer\\d+\\.(?:norm|conv))\\.(\\d\\.)");
  private static final Pattern LAYER = Pattern.compile("conv([2-5])_block(\\d+)_([0-2])_(conv|bn)");
  private static final Pattern TRANSITION = Pattern.compile("pool([2-4])_(conv|bn)");
  private static final Map<String, String> AROUND =
      Map.ofEntries(
          Map.entry("conv1_conv", "features.conv0"),
          Map.entry("conv1_bn", "features.norm0"),
          Map.entry("conv1/conv", "features.conv0"),
          Map.entry("conv1/bn", "features.norm0"),
          Map.entry("bn", "features.norm5"),
          Map.entry("predictions", "classifier"),
          Map.entry("fc1000", "classifier"));

  private DenseNetNames() {}

  /**
   * Renames one tensor of torchvision's or timm's.
   *
   * @param published a name such as {@code features.denseblock1.denselayer1.norm.1.weight}
   * @return {@code features.denseblock1.denselayer1.norm1.weight}; any other name comes back as it
   *     is
   */
  public static String torchvisionName(String published) {
    return OLD.matcher(published).replaceFirst("$1$2");
  }

  /**
   * Renames one tensor of Keras's.
   *
   * @param graph a DenseNet in Keras's flavour
   * @param keras a name such as {@code conv2_block1_0_bn.gamma}
   * @return torchvision's, {@code features.denseblock1.denselayer1.norm1.weight}; any other name
   *     comes back as it is
   */
  public static String graphName(Graph graph, String keras) {
    return KerasName.toGraph(keras, DenseNetNames::node);
  }

  private static Optional<String> node(String layer) {
    Matcher transition = TRANSITION.matcher(layer);
    if (transition.matches()) {
      int block = Integer.parseInt(transition.group(1)) - 1;
      return Optional.of("features.transition" + block + "." + torch(transition.group(2)));
    }
    Matcher dense = LAYER.matcher(layer);
    if (!dense.matches()) {
      return Optional.ofNullable(AROUND.get(layer));
    }
    int block = Integer.parseInt(dense.group(1)) - 1;
    int number = Integer.parseInt(dense.group(3)) + (dense.group(4).equals("bn") ? 1 : 0);
    String at = "features.denseblock" + block + ".denselayer" + dense.group(2) + ".";
    return Optional.of(at + torch(dense.group(4)) + number);
  }

  private static String torch(String kind) {
    return kind.equals("bn") ? "norm" : "conv";
  }
}
