package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.graph.Stage;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of Keras's and of timm's VGGs to the names of {@link Vgg}, torchvision's. Of
 * Keras's the first dense layer's inputs must be reordered as well, which {@code KerasDense} does;
 * timm's dense layers are convolutions, whose axes {@code Reshaping} takes away. From 256 pixels on
 * timm moves them over a larger map and averages what they say, where {@link Vgg} averages the map.
 */
public final class VggNames {
  private static final Pattern CONVOLUTION = Pattern.compile("(block\\d)_conv(\\d)");
  private static final Map<String, String> DENSE =
      Map.of(
          "fc1", "classifier.0",
          "fc2", "classifier.3",
          "predictions", "classifier.6",
          "pre_logits.fc1", "classifier.0",
          "pre_logits.fc2", "classifier.3",
          "head.fc", "classifier.6");

  private VggNames() {}

  /**
   * Renames one tensor.
   *
   * @param graph a plain VGG, whose convolutions are counted
   * @param published a name such as {@code block2_conv1.kernel} or {@code head.fc.weight}
   * @return torchvision's, {@code features.5.weight}, {@code classifier.6.weight}; any other name
   *     comes back as it is
   */
  public static String graphName(Graph graph, String published) {
    return KerasName.toGraph(published, layer -> node(graph, layer));
  }

  private static Optional<String> node(Graph graph, String layer) {
    Matcher convolution = CONVOLUTION.matcher(layer);
    if (!convolution.matches()) {
      return Optional.ofNullable(DENSE.get(layer));
    }
    String stage = convolution.group(1) + "." + convolution.group(2);
    return graph.stages().stream()
        .filter(s -> s.name().equals(stage))
        .map(Stage::nodes)
        .map(nodes -> nodes.get(0))
        .findFirst();
  }
}
