package dev.graft.weights;

import java.nio.ByteBuffer;
import java.util.Map;

/** Reads a {@code .keras} archive: uncompressed, with the weights and the configuration in it. */
final class KerasZip {
  private static final String WEIGHTS = "model.weights.h5";
  private static final String CONFIG = "config.json";

  private KerasZip() {}

  static boolean recognises(ZipIndex zip) {
    return zip.names().contains(WEIGHTS);
  }

  static Map<String, Tensor> read(ZipIndex zip) {
    KerasConfig config =
        zip.names().contains(CONFIG)
            ? KerasConfig.of(BoundedJson.object("keras config", zip.bytes(CONFIG)))
            : KerasConfig.NONE;
    ByteBuffer weights = zip.bytes(WEIGHTS);
    if (!Hdf5.recognises(weights)) {
      throw new WeightsException("zip entry \"" + WEIGHTS + "\" is no HDF5 file");
    }
    return KerasHdf5.read(weights, config);
  }
}
