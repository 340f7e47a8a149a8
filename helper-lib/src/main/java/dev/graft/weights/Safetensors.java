package dev.graft.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes and reads safetensors files, which Python's {@code safetensors} opens too. The format is
 * that of https://huggingface.co/docs/safetensors.
 */
public final class Safetensors {
  private static final int ALIGNMENT = 8;
  private static final JsonMapper JSON = new JsonMapper();

  private Safetensors() {}

  /**
   * Writes all tensors as F32 and publishes the file by an atomic rename: a reader sees the file of
   * before or the whole new one.
   *
   * @param file to create or replace; its folder must exist
   * @param weights to write, in their order
   * @param metadata free text by key, kept in the header
   * @throws java.io.UncheckedIOException when the file cannot be written
   */
  public static void write(Path file, StateDict weights, Map<String, String> metadata) {
    byte[] header = header(weights, metadata);
    AtomicFile.write(
        file,
        out -> {
          ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          out.write(length.putLong(0, header.length).array());
          out.write(header);
          for (Tensor tensor : weights.tensors().values()) {
            LittleEndian.forEachBlock(tensor.values(), out::write);
          }
        });
  }

  /**
   * Reads a file's metadata without its tensors.
   *
   * @param file in safetensors format
   * @return text by key, empty where the file has none; unmodifiable
   * @throws WeightsException when the file is not safetensors or damaged
   */
  public static Map<String, String> metadata(Path file) {
    ByteBuffer bytes = MappedFile.map(file);
    if (!SafetensorsHeader.recognises(bytes)) {
      throw new WeightsException("not a safetensors file: " + file);
    }
    return Map.copyOf(SafetensorsHeader.read(bytes).metadata());
  }

  static Map<String, Tensor> read(ByteBuffer file) {
    return read(file, SafetensorsHeader.read(file));
  }

  static Map<String, Tensor> read(ByteBuffer file, SafetensorsHeader header) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry entry : header.entries()) {
      if (entry.dtype().isFloat()) {
        var shape = Shapes.checked(entry.name(), entry.shape());
        ByteBuffer data =
            file.slice(
                Math.toIntExact(header.dataStart() + entry.begin()),
                Math.toIntExact(entry.end() - entry.begin()));
        tensors.put(
            entry.name(),
            new Tensor(shape, entry.dtype().floats(data.order(ByteOrder.LITTLE_ENDIAN))));
      }
    }
    return KerasLayout.recognises(header.metadata(), tensors.keySet())
        ? KerasLayout.toTorch(tensors)
        : tensors;
  }

  private static byte[] header(StateDict weights, Map<String, String> metadata) {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      // a map of the JDK's has another order in every process
      new TreeMap<>(metadata).forEach(root.putObject(SafetensorsHeader.METADATA)::put);
    }
    long at = 0;
    for (var tensor : weights.tensors().entrySet()) {
      if (tensor.getKey().equals(SafetensorsHeader.METADATA)) {
        throw new IllegalArgumentException(
            "tensor name is \"" + tensor.getKey() + "\", which safetensors keeps for itself");
      }
      ObjectNode entry = root.putObject(tensor.getKey()).put("dtype", "F32");
      var shape = entry.putArray("shape");
      tensor.getValue().shape().dimensions().forEach(shape::add);
      long end = at + tensor.getValue().shape().size() * Float.BYTES;
      entry.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    try {
      String json = JSON.writeValueAsString(root);
      int length = json.getBytes(StandardCharsets.UTF_8).length;
      String padding = " ".repeat(Math.floorMod(-length, ALIGNMENT));
      return (json + padding).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain nodes always has a text", e);
    }
  }
}
