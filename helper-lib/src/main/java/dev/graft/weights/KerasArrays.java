package dev.graft.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the HDF5 files that Keras writes, all three kinds: {@code .h5}, {@code .weights.h5}, and
 * the one inside {@code .keras}.
 */
final class KerasArrays {
  /** What a small file may unpack to; a large one may four times its size. */
  private static final long ROOM = 64 << 20;

  private final Map<String, HdfArray> arrays = new LinkedHashMap<>();

  static Map<String, Tensor> read(ByteBuffer file) {
    return read(file, KerasConfig.NONE);
  }

  /** Reads with what is known about the model beside its weights. */
  static Map<String, Tensor> read(ByteBuffer file, KerasConfig config) {
    HdfGroup root = Hdf5.read(file);
    var arrays = new KerasArrays();
    HdfGroup nested = root.groups().get("model_weights");
    if (nested != null && nested.has("layer_names")) {
      new KerasLegacy(arrays, stated(root, config)).read(nested);
    } else if (root.has("layer_names")) {
      new KerasLegacy(arrays, stated(root, config)).read(root);
    } else {
      new KerasNumbered(arrays).read(root, config);
    }
    return arrays.tensors(file.limit());
  }

  private static KerasConfig stated(HdfGroup root, KerasConfig otherwise) {
    String json = root.attributes().getOrDefault("model_config", "");
    if (json.isEmpty()) {
      return otherwise;
    }
    ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    return KerasConfig.of(BoundedJson.object("keras model_config", bytes));
  }

  void put(String layer, String variable, HdfArray array) {
    String name = layer + "." + variable;
    HdfArray other = arrays.put(name, array);
    if (other != null) {
      throw new WeightsException(
          "two arrays are "
              + Excerpt.quoted(name)
              + ": "
              + Excerpt.quoted(other.path())
              + " and "
              + Excerpt.quoted(array.path()));
    }
  }

  private Map<String, Tensor> tensors(long fileSize) {
    long plain = 0;
    long packed = 0;
    for (HdfArray array : arrays.values()) {
      plain += array.isPlain() ? array.size() : 0;
      packed += array.isPlain() ? 0 : array.size();
    }
    if (plain > fileSize || packed > Math.max(ROOM, 4 * fileSize)) {
      throw new WeightsException(
          "arrays of "
              + (plain + packed)
              + " bytes in a file of "
              + fileSize
              + "; they overlap, or are packed beyond belief");
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) ->
            tensors.put(
                name,
                KerasLayout.torchLayout(
                    name, name.substring(name.lastIndexOf('.') + 1), array.read())));
    return tensors;
  }
}
