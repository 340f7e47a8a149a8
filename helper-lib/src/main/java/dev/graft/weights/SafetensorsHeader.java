package dev.graft.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, checked: every byte behind it belongs to exactly one tensor.
 *
 * @param metadata text by key, empty where there is none
 * @param entries in header order
 * @param dataStart where offsets count from
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries, int dataStart) {
  static final String METADATA = "__metadata__";

  /** One tensor: {@code [begin, end)} counts from the header's end. */
  record Entry(String name, Dtype dtype, List<Long> shape, long begin, long end) {}

  static boolean recognises(ByteBuffer file) {
    return file.limit() > Long.BYTES && file.get(Long.BYTES) == '{';
  }

  static SafetensorsHeader read(ByteBuffer file) {
    var in = new Cursor(file);
    long length = in.i64();
    if (length < 0 || length > Math.min(BoundedJson.LONGEST, in.remaining())) {
      throw new WeightsException(
          "safetensors header is "
              + Long.toUnsignedString(length)
              + " bytes, must be at most "
              + Math.min(BoundedJson.LONGEST, in.remaining()));
    }
    JsonNode root = BoundedJson.object("safetensors header", in.slice(length));
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        readMetadata(field.getValue(), metadata);
      } else {
        entries.add(entry(field.getKey(), field.getValue()));
      }
    }
    checkCover(entries, in.remaining());
    return new SafetensorsHeader(metadata, entries, in.position());
  }

  private static void readMetadata(JsonNode node, Map<String, String> into) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isTextual()) {
        throw new WeightsException(
            "metadata " + Excerpt.quoted(field.getKey()) + " is not text, must be");
      }
      into.put(field.getKey(), field.getValue().textValue());
    }
  }

  private static Entry entry(String name, JsonNode node) {
    String code = node.path("dtype").asText();
    Dtype dtype =
        Dtype.named(code)
            .orElseThrow(
                () ->
                    new WeightsException(
                        "tensor "
                            + Excerpt.quoted(name)
                            + " has dtype "
                            + Excerpt.quoted(code)
                            + ", must be one of "
                            + List.of(Dtype.values())));
    List<Long> shape = numbers(name, "shape", node);
    List<Long> offsets = numbers(name, "data_offsets", node);
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
      throw new WeightsException(
          "tensor "
              + Excerpt.quoted(name)
              + " has data_offsets "
              + Excerpt.of(offsets)
              + ", must be begin and end");
    }
    var entry = new Entry(name, dtype, shape, offsets.get(0), offsets.get(1));
    if (entry.end - entry.begin != size(entry)) {
      throw new WeightsException(
          "tensor "
              + Excerpt.quoted(name)
              + " has "
              + (entry.end - entry.begin)
              + " bytes, "
              + dtype
              + " "
              + Excerpt.of(shape)
              + " needs "
              + size(entry));
    }
    return entry;
  }

  private static long size(Entry entry) {
    try {
      return entry.shape.stream().reduce((long) entry.dtype.bytes(), Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new WeightsException(
          "tensor " + Excerpt.quoted(entry.name) + " is " + Excerpt.of(entry.shape) + ", too large",
          e);
    }
  }

  private static List<Long> numbers(String name, String field, JsonNode entry) {
    JsonNode node = entry.path(field);
    List<Long> numbers = new ArrayList<>();
    for (JsonNode number : node) {
      if (number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0) {
        numbers.add(number.longValue());
      }
    }
    if (!node.isArray() || numbers.size() != node.size()) {
      throw new WeightsException(
          "tensor "
              + Excerpt.quoted(name)
              + " has "
              + field
              + " "
              + Excerpt.quoted(node)
              + ", must be a list of whole numbers from 0 up");
    }
    return numbers;
  }

  private static void checkCover(List<Entry> entries, long size) {
    List<Entry> inOrder = new ArrayList<>(entries);
    inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long end = 0;
    for (Entry entry : inOrder) {
      if (entry.begin != end) {
        throw new WeightsException(
            "tensor "
                + Excerpt.quoted(entry.name)
                + " begins at "
                + entry.begin
                + ", the one before it ends at "
                + end);
      }
      end = entry.end;
    }
    if (end != size) {
      throw new WeightsException(
          "tensors end at " + end + ", the file at " + size + "; file truncated or padded");
    }
  }
}
