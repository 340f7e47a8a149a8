package dev.graft;

import dev.graft.weights.Excerpt;
import dev.graft.weights.Safetensors;
import dev.graft.weights.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the metadata of a saved model's weights say of the files beside them.
 *
 * @param weights their file's name, for messages
 * @param all metadata by name
 */
record ModelHashes(String weights, Map<String, String> all) {
  static final String PREFIX = "graft.sha256.";

  static ModelHashes of(Path weights) {
    return new ModelHashes(String.valueOf(weights.getFileName()), Safetensors.metadata(weights));
  }

  /** Tells whether they say anything of a file; those of before said nothing. */
  boolean has(String file) {
    return all.containsKey(PREFIX + file);
  }

  void require(String file, String actual) {
    String expected = all.get(PREFIX + file);
    if (!actual.equals(expected)) {
      throw new IllegalArgumentException(
          "%s has sha256 %s, %s says %s; undo the change, or save the model again"
              .formatted(file, actual, weights, Excerpt.of(expected == null ? "none" : expected)));
    }
  }

  void require(Path file) {
    try {
      require(String.valueOf(file.getFileName()), Sha256.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(file.getFileName() + " is missing or not readable", e);
    }
  }
}
