package dev.graft.weights;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names the arrays of a legacy {@code .h5}, Keras 1 to 3: a group a layer, marked by {@code
 * weight_names}, in it the arrays under the names that their variables had: {@code
 * conv1/conv1/kernel:0}, {@code conv1/conv1_W:0}, {@code outer/conv1/kernel}. After {@code
 * legacy_h5_format.py} in Keras 3.15.
 */
final class KerasLegacy {
  private static final String WEIGHT_NAMES = "weight_names";

  private final KerasArrays into;
  private final KerasConfig config;

  KerasLegacy(KerasArrays into, KerasConfig config) {
    this.into = into;
    this.config = config;
  }

  void read(HdfGroup root) {
    layers(root, "");
  }

  /** A layer's name may have slashes, each of which makes a group. */
  private void layers(HdfGroup group, String prefix) {
    group
        .groups()
        .forEach(
            (name, child) -> {
              if (child.has(WEIGHT_NAMES)) {
                layer(prefix + name, child);
              } else if (!name.equals("optimizer_weights")) {
                layers(child, prefix + name + "/");
              }
            });
  }

  private void layer(String layer, HdfGroup group) {
    Map<String, HdfArray> arrays = new LinkedHashMap<>();
    collect(group, "", arrays);
    Set<String> scopes = new LinkedHashSet<>();
    arrays.keySet().forEach(path -> scopes.add(scope(path)));
    boolean one = scopes.size() == 1 && config.find(layer).stream().noneMatch(KerasConfig::isModel);
    arrays.forEach(
        (path, array) -> {
          String owner = one ? layer : owner(layer, scope(path));
          into.put(owner, variable(owner, path.substring(path.lastIndexOf('/') + 1)), array);
        });
    // a group of one layer may hold that of the next: conv1 and conv1/bn
    layers(group, layer + "/");
  }

  private static void collect(HdfGroup group, String prefix, Map<String, HdfArray> into) {
    group.arrays().forEach((name, array) -> into.put(prefix + name, array));
    group
        .groups()
        .forEach(
            (name, child) -> {
              if (!child.has(WEIGHT_NAMES)) {
                collect(child, prefix + name + "/", into);
              }
            });
  }

  private static String scope(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** A model in the model names its own layers; a layer's parts bear its name before theirs. */
  private static String owner(String layer, String scope) {
    int at = ("/" + scope + "/").indexOf("/" + layer + "/");
    String owner = at < 0 ? scope : scope.substring(at);
    return owner.isEmpty() ? layer : owner;
  }

  private String variable(String layer, String array) {
    String variable = KerasVariables.named(array);
    boolean depthwise =
        variable.equals("kernel")
            && config.find(layer).stream().anyMatch(l -> l.kind().equals("depthwise_conv2d"));
    return depthwise ? "depthwise_kernel" : variable;
  }
}
