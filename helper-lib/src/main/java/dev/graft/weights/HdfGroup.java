package dev.graft.weights;

import java.util.Map;

/**
 * A folder inside an HDF5 file.
 *
 * @param path from the root, {@code ""} for the root itself
 * @param attributes text by name; the text is {@code ""} where an attribute is something else
 * @param groups by name
 * @param arrays of floats by name
 */
record HdfGroup(
    String path,
    Map<String, String> attributes,
    Map<String, HdfGroup> groups,
    Map<String, HdfArray> arrays) {

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }
}
