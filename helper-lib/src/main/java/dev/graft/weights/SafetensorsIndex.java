package dev.graft.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads weights that lie in several safetensors files, by the index that tells which tensor is in
 * which: {@code model.safetensors.index.json}. All of them lie in the index's folder.
 */
final class SafetensorsIndex {
  private static final String WHAT = "safetensors index";

  private SafetensorsIndex() {}

  /** A safetensors file may begin with a brace too, but then seven zeros follow. */
  static boolean recognises(ByteBuffer file) {
    return file.limit() > 1 && file.get(0) == '{' && file.get(1) != 0;
  }

  static Map<String, Tensor> read(ByteBuffer index, Siblings files) {
    Map<String, String> places = places(BoundedJson.object(WHAT, index));
    Set<String> shards = new LinkedHashSet<>(places.values());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Set<String> found = new TreeSet<>();
    for (String shard : shards) {
      ByteBuffer file = files.get(shard);
      if (!SafetensorsHeader.recognises(file)) {
        throw new WeightsException("shard " + Excerpt.quoted(shard) + " is no safetensors file");
      }
      SafetensorsHeader header = SafetensorsHeader.read(file);
      for (SafetensorsHeader.Entry entry : header.entries()) {
        if (!shard.equals(places.get(entry.name())) || !found.add(entry.name())) {
          throw new WeightsException(
              "shard "
                  + Excerpt.quoted(shard)
                  + " has tensor "
                  + Excerpt.quoted(entry.name())
                  + ", which the index does not put there");
        }
      }
      tensors.putAll(Safetensors.read(file, header));
    }
    for (Map.Entry<String, String> place : places.entrySet()) {
      if (!found.contains(place.getKey())) {
        throw new WeightsException(
            "shard "
                + Excerpt.quoted(place.getValue())
                + " has no tensor "
                + Excerpt.quoted(place.getKey())
                + ", the index puts it there");
      }
    }
    return tensors;
  }

  private static Map<String, String> places(JsonNode root) {
    Map<String, String> places = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.path("weight_map").properties()) {
      String shard = field.getValue().asText();
      if (!shard.matches("[\\w][\\w.-]{0,254}")) {
        throw new WeightsException(
            "shard is "
                + Excerpt.quoted(shard)
                + ", must be the name of a file in the index's folder");
      }
      places.put(field.getKey(), shard);
    }
    if (places.isEmpty()) {
      throw new WeightsException(WHAT + " has no weight_map");
    }
    return places;
  }
}
