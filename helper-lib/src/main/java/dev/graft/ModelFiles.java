package dev.graft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.graph.Graph;
import dev.graft.graph.Stage;
import dev.graft.weights.InputContract;
import dev.graft.weights.Safetensors;
import dev.graft.weights.StateDict;
import dev.graft.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A model in one folder: {@code model.safetensors} under the published names, and {@code
 * model.json} that a person can read.
 */
final class ModelFiles {
  private static final String FORMAT = "graft-model-1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFiles() {}

  static void write(Path folder, ModelState state, String engine) {
    try {
      Path target = folder.toAbsolutePath();
      requireOwn(target);
      Files.createDirectories(target.getParent());
      Path fresh = Files.createTempDirectory(target.getParent(), ".graft-model");
      String hash = state.weights().sha256();
      Safetensors.write(
          fresh.resolve("model.safetensors"),
          state.weights(),
          Map.of("format", "pt", "backbone", state.backbone().name()));
      JSON.writerWithDefaultPrettyPrinter()
          .writeValue(fresh.resolve("model.json").toFile(), describe(state, engine, hash));
      Folders.publish(fresh, target);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "model cannot be saved to " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void requireOwn(Path target) throws IOException {
    if (Files.exists(target) && !Files.exists(target.resolve("model.json"))) {
      boolean empty;
      try (Stream<Path> inside =
          Files.isDirectory(target) ? Files.list(target) : Stream.of(target)) {
        empty = inside.findAny().isEmpty();
      }
      if (!empty) {
        throw new IllegalArgumentException(
            "%s exists and is no saved model; choose a new folder".formatted(target.getFileName()));
      }
    }
  }

  private static ObjectNode describe(ModelState state, String engine, String hash) {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("graft", Version.current());
    json.put("java", Runtime.version().toString());
    json.put("engine", engine);
    json.put("backbone", state.backbone().name());
    json.set("input", contract(state.contract()));
    state.classes().forEach(json.putArray("classes")::add);
    state.head().ifPresent(head -> json.set("head", head(head)));
    state.graph().stages().stream().map(Stage::name).forEach(json.putArray("layers")::add);
    state.frozen().stream().sorted().forEach(json.putArray("frozen")::add);
    json.put("weightsSha256", hash);
    return json;
  }

  private static ObjectNode contract(InputContract contract) {
    ObjectNode json = JSON.createObjectNode();
    json.put("height", contract.height());
    json.put("width", contract.width());
    json.put("order", contract.order().name());
    contract.mean().forEach(json.putArray("mean")::add);
    contract.std().forEach(json.putArray("std")::add);
    json.put("crop", contract.crop());
    return json;
  }

  private static ObjectNode head(Head head) {
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

  static ModelState read(Path folder) {
    Path description = folder.resolve("model.json");
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(description));
      return state(folder, json);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "no model in " + folder + ": " + description.getFileName() + " is missing or damaged", e);
    }
  }

  private static ModelState state(Path folder, JsonNode json) {
    if (!json.path("format").asText().equals(FORMAT)) {
      throw new IllegalArgumentException(
          "model in %s has format \"%s\"; this Graft reads \"%s\""
              .formatted(folder, json.path("format").asText(), FORMAT));
    }
    InputContract contract = contract(json.path("input"));
    Backbone backbone = Backbone.named(json.path("backbone").asText()).size(contract.height());
    List<String> classes = texts(json.path("classes"));
    StateDict weights = Weights.read(folder.resolve("model.safetensors"));
    Optional<Head> head =
        json.has("head") ? Optional.of(head(json.path("head"), classes)) : Optional.empty();
    Graph body = backbone.body();
    Graph bare =
        weights.names().containsAll(backbone.graph().parameters().keySet())
            ? backbone.graph()
            : body;
    Graph graph = head.map(h -> h.onto(body)).orElse(bare);
    StateDict selected = weights.select(graph);
    requireHash(folder, json.path("weightsSha256").asText(), selected.sha256());
    Set<String> frozen = new HashSet<>(texts(json.path("frozen")));
    return new ModelState(backbone, graph, selected, frozen, head, classes, contract);
  }

  private static void requireHash(Path folder, String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new IllegalArgumentException(
          "weights in %s have sha256 %s, model.json says %s; one of the two files was replaced"
              .formatted(folder, actual, expected));
    }
  }

  private static InputContract contract(JsonNode json) {
    return new InputContract(
        json.path("height").asInt(),
        json.path("width").asInt(),
        InputContract.Order.valueOf(json.path("order").asText()),
        floats(json.path("mean")),
        floats(json.path("std")),
        json.path("crop").asDouble());
  }

  private static Head head(JsonNode json, List<String> classes) {
    List<Head.Layer> layers = new ArrayList<>();
    for (JsonNode layer : json.path("layers")) {
      layers.add(
          layer.has("dense")
              ? new Head.Layer.Dense(
                  layer.path("dense").asInt(),
                  Head.Activation.valueOf(layer.path("activation").asText()))
              : new Head.Layer.Dropout(layer.path("dropout").asDouble()));
    }
    return new Head(
        classes,
        Head.Output.valueOf(json.path("output").asText()),
        Head.Pooling.valueOf(json.path("pooling").asText()),
        layers,
        json.path("seed").asLong());
  }

  private static List<String> texts(JsonNode array) {
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
