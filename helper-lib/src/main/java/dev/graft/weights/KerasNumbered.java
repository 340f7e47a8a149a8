package dev.graft.weights;

import dev.graft.graph.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Names the arrays of a {@code .weights.h5}, as Keras 3 writes them and tf.keras did from 2.12 on:
 * {@code layers/conv2d_1/vars/0}, where the number tells the variable, and the layer's own name is
 * an attribute of {@code vars}, since Keras 3.6; before that only {@code config.json} knows it.
 * After {@code saving_lib.py} in Keras 3.15.
 */
final class KerasNumbered {
  private static final Set<String> CONTAINERS = Set.of("layers", "_layer_checkpoint_dependencies");
  private static final Set<String> NO_WEIGHTS = Set.of("optimizer", "metrics", "vars");

  private final KerasArrays into;

  KerasNumbered(KerasArrays into) {
    this.into = into;
  }

  void read(HdfGroup root, KerasConfig config) {
    if (root.groups().isEmpty()) {
      throw new WeightsException("hdf5 has no groups; Keras keeps weights in layers or by layer");
    }
    children(root, "", config);
  }

  private void layer(HdfGroup group, String name, String kind, KerasConfig config) {
    HdfGroup vars = group.groups().get("vars");
    if (vars != null) {
      variables(vars, name, kind, config);
    }
    // no Keras, but somebody's layers by name
    group.arrays().forEach((array, data) -> into.put(name, KerasVariables.named(array), data));
    children(group, name, config);
  }

  private void children(HdfGroup group, String name, KerasConfig config) {
    group
        .groups()
        .forEach(
            (key, child) -> {
              if (CONTAINERS.contains(key)) {
                child.groups().forEach((k, layer) -> contained(k, layer, config));
              } else if (!NO_WEIGHTS.contains(key)) {
                // an attribute of a layer or model that somebody wrote
                String part = ownName(child, key);
                layer(child, name.isEmpty() ? part : name + "/" + part, "", KerasConfig.NONE);
              }
            });
  }

  private void contained(String key, HdfGroup layer, KerasConfig config) {
    KerasConfig known = config.layers().getOrDefault(key, KerasConfig.NONE);
    String name = ownName(layer, known.name().isEmpty() ? key : known.name());
    String kind = known.kind().isEmpty() ? key.replaceFirst("_\\d+$", "") : known.kind();
    layer(layer, name, kind, known);
  }

  private static String ownName(HdfGroup layer, String otherwise) {
    HdfGroup vars = layer.groups().get("vars");
    String name = vars == null ? "" : vars.attributes().getOrDefault("name", "");
    return name.isEmpty() ? otherwise : name;
  }

  private void variables(HdfGroup vars, String layer, String kind, KerasConfig config) {
    Map<Integer, HdfArray> arrays = new TreeMap<>();
    vars.arrays()
        .forEach(
            (number, array) -> {
              if (!number.matches("\\d{1,6}")) {
                throw new WeightsException(
                    "array " + Excerpt.quoted(array.path()) + " has no number for a name");
              }
              arrays.put(Integer.valueOf(number), array);
            });
    List<Shape> shapes = arrays.values().stream().map(HdfArray::shape).toList();
    List<String> names = KerasVariables.numbered(kind, config, shapes);
    int index = 0;
    for (HdfArray array : arrays.values()) {
      into.put(layer, names.get(index++), array);
    }
  }
}
