package dev.graft.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A weight file's name and the files in its folder, for formats that spread over several.
 *
 * @param own name of the file
 * @param mapped finds the others by their names
 */
record Siblings(String own, Function<String, ByteBuffer> mapped) {

  static Siblings of(Path file) {
    Path whole = file.toAbsolutePath();
    return new Siblings(
        whole.getFileName().toString(), name -> MappedFile.map(whole.resolveSibling(name)));
  }

  ByteBuffer get(String name) {
    return mapped.apply(name);
  }
}
