package dev.graft.backbone;

import dev.graft.graph.Graph;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of MobileNet v1 as Keras and as TF-Slim, whose networks are TF-Hub's, write
 * them, to the names of {@link MobileNetV1}.
 */
public final class MobileNetV1Names {
  private static final Pattern KERAS =
      Pattern.compile("conv1(_bn)?|conv_[dp]w_\\d+(_bn)?|conv_preds");
  private static final Pattern SLIM =
      Pattern.compile("MobilenetV1/Conv2d_(\\d+)(_depthwise|_pointwise)?(/BatchNorm)?");
  private static final String SLIM_CLASSIFIER = "MobilenetV1/Logits/Conv2d_1c_1x1";

  private MobileNetV1Names() {}

  /**
   * Renames one tensor.
   *
   * @param graph a MobileNet v1
   * @param published a name such as {@code conv_pw_1_bn.gamma} or {@code
   *     MobilenetV1/Conv2d_1_pointwise/BatchNorm/gamma}
   * @return the graph's, {@code conv_pw_1_bn.weight}; any other name comes back as it is
   */
  public static String graphName(Graph graph, String published) {
    return KerasName.toGraph(published, MobileNetV1Names::node);
  }

  private static Optional<String> node(String layer) {
    if (KERAS.matcher(layer).matches()) {
      return Optional.of(layer);
    }
    if (layer.equals(SLIM_CLASSIFIER)) {
      return Optional.of("conv_preds");
    }
    Matcher slim = SLIM.matcher(layer);
    if (!slim.matches()) {
      return Optional.empty();
    }
    String kind = slim.group(2);
    String node =
        kind == null ? "conv1" : "conv_" + kind.charAt(1) + "w_" + Integer.parseInt(slim.group(1));
    return Optional.of(slim.group(3) == null ? node : node + "_bn");
  }
}
