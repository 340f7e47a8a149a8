package dev.graft.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a model's configuration says of a layer, and of the layers in it.
 *
 * @param name the layer's, {@code ""} where unknown
 * @param kind its class in snake case, as in {@code batch_normalization}; {@code ""} where unknown
 * @param options its settings
 * @param layers by the key under which Keras 3 stores them: the class, then {@code _1}, {@code _2}
 */
record KerasConfig(String name, String kind, JsonNode options, Map<String, KerasConfig> layers) {
  static final KerasConfig NONE = new KerasConfig("", "", MissingNode.getInstance(), Map.of());
  private static final int DEEPEST = 32;

  static KerasConfig of(JsonNode model) {
    return of(model, 0);
  }

  private static KerasConfig of(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      throw new WeightsException("keras config has models over " + DEEPEST + " deep");
    }
    Map<String, Integer> seen = new HashMap<>();
    Map<String, KerasConfig> layers = new LinkedHashMap<>();
    for (JsonNode child : node.path("config").path("layers")) {
      KerasConfig layer = of(child, depth + 1);
      int count = seen.merge(layer.kind, 1, Integer::sum) - 1;
      layers.put(count == 0 ? layer.kind : layer.kind + "_" + count, layer);
    }
    String name = node.path("config").path("name").asText(node.path("name").asText());
    return new KerasConfig(
        name, snakeCase(node.path("class_name").asText()), node.path("config"), layers);
  }

  /** Finds a layer anywhere in the model. */
  Optional<KerasConfig> find(String layer) {
    for (KerasConfig child : layers.values()) {
      Optional<KerasConfig> found =
          child.name.equals(layer) ? Optional.of(child) : child.find(layer);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  boolean isModel() {
    return !layers.isEmpty();
  }

  /** Tells whether a setting is there and false. */
  boolean omits(String setting) {
    return options.path(setting).isBoolean() && !options.path(setting).booleanValue();
  }

  /** As {@code to_snake_case} in {@code keras/src/utils/naming.py}. */
  static String snakeCase(String className) {
    String bare = className.substring(className.lastIndexOf('>') + 1).replaceAll("\\W+", "");
    return bare.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
