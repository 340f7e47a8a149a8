package dev.graft.weights;

import dev.graft.graph.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tells which variable of a layer an array is, where the file does not say it in so many words. */
final class KerasVariables {
  private static final List<String> SCALE_AND_SHIFT = List.of("gamma", "beta");

  /** Variables in the order in which Keras 3 numbers them. */
  private static final Map<String, List<String>> BY_CLASS =
      Map.ofEntries(
          Map.entry("conv1d", List.of("kernel", "bias")),
          Map.entry("conv2d", List.of("kernel", "bias")),
          Map.entry("conv2d_transpose", List.of("kernel", "bias")),
          Map.entry("conv3d", List.of("kernel", "bias")),
          Map.entry("dense", List.of("kernel", "bias")),
          Map.entry("depthwise_conv2d", List.of("depthwise_kernel", "bias")),
          Map.entry("separable_conv2d", List.of("depthwise_kernel", "pointwise_kernel", "bias")),
          Map.entry("layer_normalization", SCALE_AND_SHIFT),
          Map.entry("group_normalization", SCALE_AND_SHIFT),
          Map.entry("layer_scale", List.of("gamma")),
          Map.entry("normalization", List.of("mean", "variance", "count")),
          Map.entry("p_re_lu", List.of("alpha")));

  private static final List<String> STATISTICS = List.of("moving_mean", "moving_variance");

  private static final Map<String, String> OLD =
      Map.of(
          "W",
          "kernel",
          "b",
          "bias",
          "running_mean",
          "moving_mean",
          "running_std",
          "moving_variance");

  /** What Keras 1 and 2 wrote: {@code conv1_W_1:0}, {@code bn_gamma:0}, {@code kernel:0}. */
  private static final Pattern LEGACY =
      Pattern.compile(
          "(?:[^:]*?_)??(depthwise_kernel|pointwise_kernel|kernel|bias|gamma|beta|moving_mean"
              + "|moving_variance|running_mean|running_std|W|b)(?:_\\d+)?(?::\\d+)?");

  private KerasVariables() {}

  /** Reads a variable's name out of an array's, Keras 1 to 3; any other name stays as it is. */
  static String named(String array) {
    Matcher matcher = LEGACY.matcher(array);
    if (!matcher.matches()) {
      int colon = array.indexOf(':');
      return colon < 0 ? array : array.substring(0, colon);
    }
    return OLD.getOrDefault(matcher.group(1), matcher.group(1));
  }

  /**
   * Names the numbered variables of a layer.
   *
   * @param kind the layer's class in snake case, {@code ""} where unknown
   * @param shapes of the layer's arrays, in order
   * @return a name each; the number itself where nothing better is known
   */
  static List<String> numbered(String kind, KerasConfig config, List<Shape> shapes) {
    List<String> names =
        kind.equals("batch_normalization")
            ? batchNorm(config, shapes.size())
            : BY_CLASS.getOrDefault(kind, List.of());
    if (names.equals(SCALE_AND_SHIFT) && config.omits("scale")) {
      names = SCALE_AND_SHIFT.subList(1, 2);
    }
    if (names.size() < shapes.size()) {
      names = byShape(shapes);
    }
    return names;
  }

  /** Three variables without a configuration: it is {@code scale=False} that is in use. */
  private static List<String> batchNorm(KerasConfig config, int count) {
    int from = count == 4 || config.omits("center") ? 0 : count == 3 ? 1 : 2;
    int to = count == 4 || !config.omits("center") ? 2 : count - 2;
    return Stream.concat(SCALE_AND_SHIFT.subList(from, to).stream(), STATISTICS.stream()).toList();
  }

  /** A layer of one's own: what looks like a kernel and a bias, or like a BatchNorm, is one. */
  private static List<String> byShape(List<Shape> shapes) {
    if (shapes.size() == 4 && shapes.get(0).rank() == 1 && Set.copyOf(shapes).size() == 1) {
      return batchNorm(KerasConfig.NONE, 4);
    }
    boolean kernel = shapes.size() == 1 || shapes.size() == 2 && shapes.get(1).rank() == 1;
    if (kernel && shapes.get(0).rank() > 1) {
      return List.of("kernel", "bias");
    }
    return IntStream.range(0, shapes.size()).mapToObj(String::valueOf).toList();
  }
}
