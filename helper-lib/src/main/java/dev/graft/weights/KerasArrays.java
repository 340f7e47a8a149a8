package dev.graft.weights;

import java.util.LinkedHashMap;
import java.util.Map;

/** The arrays of a Keras file by layer and variable; those that are read into memory fit there. */
final class KerasArrays {
  /** What a small file may unpack to; a large one may four times its size. */
  private static final long ROOM = 64 << 20;

  private final Map<String, HdfArray> arrays = new LinkedHashMap<>();

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

  /** Reads all, in torch's layout. */
  Map<String, Tensor> tensors(long fileSize) {
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
