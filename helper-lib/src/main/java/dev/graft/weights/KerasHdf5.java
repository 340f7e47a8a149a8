package dev.graft.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads the HDF5 files that Keras writes, all three kinds: {@code .h5}, {@code .weights.h5}, and
 * the one inside {@code .keras}.
 */
final class KerasHdf5 {
  private KerasHdf5() {}

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
}
