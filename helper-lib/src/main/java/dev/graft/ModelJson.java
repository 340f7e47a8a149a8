package dev.graft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.graph.Stage;
import dev.graft.weights.InputContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What {@code model.json} says of a model: all but the weights, for a person to read. */
final class ModelJson {
  static final String FORMAT = "graft-model-1";

  /** The file of an ONNX backbone, beside this one. */
  static final String BODY = "body.onnx";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelJson() {}

  static ObjectNode describe(ModelState state, String engine, String weightsSha256) {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("graft", Version.current());
    json.put("java", Runtime.version().toString());
    json.put("engine", engine);
    json.put("backbone", state.backbone().name());
    state.onnx().ifPresent(body -> json.put("onnx", BODY));
    json.set("input", describe(state.contract()));
    state.classes().forEach(json.putArray("classes")::add);
    state.head().ifPresent(head -> json.set("head", describe(head)));
    state.graph().stages().stream().map(Stage::name).forEach(json.putArray("layers")::add);
    state.frozen().stream().sorted().forEach(json.putArray("frozen")::add);
    json.put("weightsSha256", weightsSha256);
    return json;
  }

  private static ObjectNode describe(InputContract contract) {
    ObjectNode json = JSON.createObjectNode();
    json.put("height", contract.height());
    json.put("width", contract.width());
    json.put("order", contract.order().name());
    contract.mean().forEach(json.putArray("mean")::add);
    contract.std().forEach(json.putArray("std")::add);
    json.put("crop", contract.crop());
    json.put("interpolation", contract.interpolation().name());
    return json;
  }

  private static ObjectNode describe(Head head) {
    ObjectNode json = JSON.createObjectNode();
    json.put("output", head.output().name());
    json.put("pooling", head.pooling().name());
    json.put("seed", head.seed());
    var layers = json.putArray("layers");
    for (Head.Layer layer : head.layers()) {
      if (layer instanceof Head.Layer.Dense dense) {
        layers.addObject().put("dense", dense.units()).put("activation", dense.activation().name());
      } else if (layer instanceof Head.Layer.Dropout dropout) {
        layers.addObject().put("dropout", dropout.rate());
      }
    }
    return json;
  }

  static InputContract contract(JsonNode json) {
    return new InputContract(
        json.path("height").asInt(),
        json.path("width").asInt(),
        one(InputContract.Order.values(), json, "order"),
        floats(json.path("mean")),
        floats(json.path("std")),
        json.path("crop").asDouble(),
        json.has("interpolation")
            ? one(InputContract.Interpolation.values(), json, "interpolation")
            : InputContract.Interpolation.BILINEAR); // all that models of before could say
  }

  static Head head(JsonNode json, List<String> classes) {
    List<Head.Layer> layers = new ArrayList<>();
    for (JsonNode layer : json.path("layers")) {
      layers.add(
          layer.has("dense")
              ? new Head.Layer.Dense(
                  layer.path("dense").asInt(), one(Head.Activation.values(), layer, "activation"))
              : new Head.Layer.Dropout(layer.path("dropout").asDouble()));
    }
    return new Head(
        classes,
        one(Head.Output.values(), json, "output"),
        one(Head.Pooling.values(), json, "pooling"),
        layers,
        json.path("seed").asLong());
  }

  private static <E extends Enum<E>> E one(E[] values, JsonNode json, String key) {
    String name = json.path(key).asText();
    return Arrays.stream(values)
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is \"%s\", must be one of %s"
                        .formatted(key, name, Arrays.toString(values))));
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static List<Float> floats(JsonNode array) {
    List<Float> floats = new ArrayList<>();
    array.forEach(node -> floats.add(node.floatValue()));
    return floats;
  }
}
