package dev.graft.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.data.Contract;
import dev.graft.data.InputContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a file says of itself in {@code metadata_props}: {@code classes} and {@code input} in JSON,
 * and {@code graft.version}, {@code graft.backbone}, {@code graft.weights_sha256}, {@code
 * graft.input}, {@code graft.output} as plain text; {@code graft.precision} where it is {@code
 * int8}.
 */
final class OnnxMetadata {
  static final String INPUT = "input";
  static final String OUTPUT = "graft.output";
  static final String FEATURES = "features";
  private static final String RESIZE =
      "antialiased, shorter side to floor(size / crop), then the centre of size";
  private static final JsonMapper JSON = new JsonMapper();

  private OnnxMetadata() {}

  static Map<String, String> of(
      Contract contract, Onnx.Input input, String output, List<String> classes) {
    Map<String, String> properties = new TreeMap<>();
    ObjectNode described =
        contract instanceof InputContract photos
            ? describe(photos)
            : JSON.createObjectNode().put("text", contract.text());
    properties.put(INPUT, described.toString());
    properties.put("graft.input", input.name().toLowerCase(Locale.ROOT));
    properties.put(OUTPUT, output);
    if (!classes.isEmpty()) {
      var names = JSON.createArrayNode();
      classes.forEach(names::add);
      properties.put("classes", names.toString());
    }
    return properties;
  }

  private static ObjectNode describe(InputContract contract) {
    ObjectNode json = JSON.createObjectNode();
    json.put("height", contract.height()).put("width", contract.width());
    json.put("order", contract.order().name());
    contract.mean().forEach(json.putArray("mean")::add);
    contract.std().forEach(json.putArray("std")::add);
    json.put("crop", contract.crop()).put("interpolation", contract.interpolation().name());
    return json.put("resize", RESIZE);
  }

  /** Reads the contract back, where Graft wrote one. */
  static Optional<InputContract> contract(Map<String, String> properties) {
    if (!properties.containsKey("graft.input")
        || !properties.getOrDefault(INPUT, "").contains("\"height\"")) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(properties.get(INPUT));
      return Optional.of(
          new InputContract(
              json.path("height").asInt(),
              json.path("width").asInt(),
              InputContract.Order.valueOf(json.path("order").asText()),
              floats(json.path("mean")),
              floats(json.path("std")),
              json.path("crop").asDouble(),
              // files of before say none, and mean bilinear
              InputContract.Interpolation.valueOf(
                  json.path("interpolation").asText(InputContract.Interpolation.BILINEAR.name()))));
    } catch (JsonProcessingException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static List<Float> floats(JsonNode array) {
    List<Float> floats = new ArrayList<>();
    array.forEach(node -> floats.add(node.floatValue()));
    return floats;
  }
}
