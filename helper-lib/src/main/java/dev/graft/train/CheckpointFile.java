package dev.graft.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.weights.BoundedJson;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import dev.graft.weights.Safetensors;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import dev.graft.weights.Weights;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One snapshot in one file: safetensors, which Python opens too, with all else as JSON in its
 * metadata and a SHA-256 over both.
 *
 * @param identity what the run is, by name
 * @param snapshot of it
 */
record CheckpointFile(Map<String, String> identity, Snapshot snapshot) {
  private static final String STATE = "graft.checkpoint";
  private static final String SHA256 = "graft.sha256";
  private static final String FORMAT = "graft-checkpoint-3";

  /** Had figures without names, in a fixed order. */
  private static final String UNNAMED = "graft-checkpoint-2";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Publishes the file by an atomic rename. */
  void write(Path file) {
    ObjectNode json = snapshot.json(JSON);
    json.put("format", FORMAT);
    ObjectNode names = json.putObject("identity");
    identity.forEach(names::put);
    StateDict tensors = snapshot.tensors();
    String text = json.toString();
    Safetensors.write(
        file, tensors, Map.of("format", "pt", STATE, text, SHA256, sha256(text, tensors)));
  }

  /**
   * Reads a file and checks every bit of it.
   *
   * @throws CheckpointException when it is no checkpoint, cut short, or not what was written
   */
  static CheckpointFile read(Path file) {
    Map<String, String> metadata = Safetensors.metadata(file);
    String text = metadata.get(STATE);
    if (text == null) {
      throw new CheckpointException("not a checkpoint: " + file.getFileName());
    }
    Map<String, Tensor> copies = new LinkedHashMap<>();
    // a file that is mapped cannot be deleted everywhere
    Weights.read(file).tensors().forEach((name, t) -> copies.put(name, copy(t)));
    StateDict tensors = StateDict.of(copies);
    String expected = metadata.getOrDefault(SHA256, "none");
    String actual = sha256(text, tensors);
    if (!actual.equals(expected)) {
      throw new CheckpointException(
          "sha256 is %s…, expected %s…".formatted(actual.substring(0, 8), brief(expected)));
    }
    try {
      return of(new Fields(BoundedJson.object("its state", text)), tensors);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CheckpointException(e.getMessage());
    }
  }

  private static CheckpointFile of(Fields state, StateDict tensors) {
    String format = state.text("format");
    if (!format.equals(FORMAT) && !format.equals(UNNAMED)) {
      throw new CheckpointException(
          "format is %s; this Graft reads \"%s\" and \"%s\""
              .formatted(Excerpt.quoted(format), UNNAMED, FORMAT));
    }
    Map<String, String> identity = new TreeMap<>();
    state
        .object("identity")
        .json()
        .properties()
        .forEach(e -> identity.put(e.getKey(), e.getValue().asText()));
    return new CheckpointFile(identity, Snapshot.read(state, tensors));
  }

  private static String brief(String hash) {
    return Excerpt.of(hash.substring(0, Math.min(8, hash.length())));
  }

  private static Tensor copy(Tensor tensor) {
    return Tensor.of(tensor.shape(), tensor.toArray());
  }

  private static String sha256(String text, StateDict tensors) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(text.getBytes(StandardCharsets.UTF_8));
      sha.update(tensors.sha256().getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
