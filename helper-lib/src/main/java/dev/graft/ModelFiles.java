package dev.graft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.infer.OnnxImport;
import dev.graft.weights.InputContract;
import dev.graft.weights.Safetensors;
import dev.graft.weights.StateDict;
import dev.graft.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model in one folder: {@code model.safetensors} under the published names, and {@code
 * model.json} that a person can read.
 */
final class ModelFiles {
  private static final String DESCRIPTION = "model.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFiles() {}

  static void write(Path folder, ModelState state, String engine) {
    if (state.graph().nodes().stream().anyMatch(node -> node.op() instanceof Op.Djl)) {
      throw new IllegalArgumentException(
          "a model on a body of DJL's cannot be saved: loading it would execute what its file says;"
              + " keep DJL's own file and train the head on Backbone.of(model) again");
    }
    try {
      Path target = folder.toAbsolutePath();
      requireOwn(target);
      Files.createDirectories(target.getParent());
      Folders.publish(target, fresh -> fill(fresh, state, engine));
    } catch (IOException | UncheckedIOException e) {
      throw new UncheckedIOException(
          "model cannot be saved to " + folder + ": " + e.getMessage(), new IOException(e));
    }
  }

  private static void fill(Path fresh, ModelState state, String engine) throws IOException {
    Safetensors.write(
        fresh.resolve(WEIGHTS),
        state.weights(),
        Map.of("format", "pt", "backbone", state.backbone().name()));
    Optional<Op.Onnx> onnx = state.onnx();
    if (onnx.isPresent()) {
      Files.write(fresh.resolve(ModelJson.BODY), onnx.get().model().toArray());
    }
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(
            fresh.resolve(DESCRIPTION).toFile(),
            ModelJson.describe(state, engine, state.weights().sha256()));
  }

  private static void requireOwn(Path target) throws IOException {
    if (!Files.exists(target) || isModel(target)) {
      return;
    }
    boolean empty;
    try (Stream<Path> inside = Files.isDirectory(target) ? Files.list(target) : Stream.of(target)) {
      empty = inside.findAny().isEmpty();
    }
    if (!empty) {
      throw new IllegalArgumentException(
          "%s exists and is no saved model; choose a new folder".formatted(target.getFileName()));
    }
  }

  /** Other programs too write a file of this name. */
  private static boolean isModel(Path folder) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(folder.resolve(DESCRIPTION)));
      return json.path("format").asText().startsWith("graft-model-");
    } catch (IOException e) {
      return false;
    }
  }

  static ModelState read(Path folder) {
    JsonNode json;
    try {
      json = JSON.readTree(Files.readAllBytes(folder.resolve(DESCRIPTION)));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "no model in " + folder + ": " + DESCRIPTION + " is missing or damaged", e);
    }
    String format = json.path("format").asText();
    if (!format.equals(ModelJson.FORMAT)) {
      throw new IllegalArgumentException(
          "model in %s has format \"%s\"; this Graft reads \"%s\""
              .formatted(folder, format, ModelJson.FORMAT));
    }
    StateDict weights = Weights.read(folder.resolve(WEIGHTS));
    try {
      return state(folder, json, weights);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "model in " + folder + " is damaged: " + e.getMessage(), e);
    }
  }

  private static ModelState state(Path folder, JsonNode json, StateDict weights) {
    InputContract contract = ModelJson.contract(json.path("input"));
    Backbone backbone =
        json.has("onnx")
            ? onnx(folder, json.path("backbone").asText(), contract, weights)
            : catalogue(json.path("backbone").asText(), contract);
    List<String> classes = ModelJson.texts(json.path("classes"));
    Optional<Head> head =
        json.has("head")
            ? Optional.of(ModelJson.head(json.path("head"), classes))
            : Optional.empty();
    Graph body = backbone.body();
    Graph bare =
        weights.names().containsAll(backbone.graph().parameters().keySet())
            ? backbone.graph()
            : body;
    Graph graph = head.map(h -> h.onto(body)).orElse(bare);
    StateDict selected = weights.select(graph);
    requireHash(json.path("weightsSha256").asText(), selected.sha256());
    Set<String> frozen = frozen(ModelJson.texts(json.path("frozen")), graph);
    return new ModelState(backbone, graph, selected, frozen, head, classes, contract);
  }

  private static Backbone catalogue(String name, InputContract contract) {
    if (contract.height() != contract.width()) {
      throw new IllegalArgumentException(
          "input is %d × %d, must be square".formatted(contract.height(), contract.width()));
    }
    return Backbone.named(name).size(contract.height());
  }

  private static Backbone onnx(
      Path folder, String name, InputContract contract, StateDict weights) {
    Path file = folder.resolve(ModelJson.BODY);
    OnnxImport body = OnnxImport.read(file, name, Optional.empty(), Optional.of(contract));
    if (!weights.select(body.graph()).sha256().equals(body.weights().sha256())) {
      throw new IllegalArgumentException(
          ModelJson.BODY + " is not the model that the weights were trained on");
    }
    return Backbone.of(body.graph(), contract, "");
  }

  private static void requireHash(String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new IllegalArgumentException(
          "weights have sha256 %s, %s says %s; one of the two files was replaced"
              .formatted(actual, DESCRIPTION, expected));
    }
  }

  /** A misspelt name would be a layer that silently learns. */
  private static Set<String> frozen(List<String> names, Graph graph) {
    Set<String> nodes = graph.nodes().stream().map(Node::name).collect(Collectors.toSet());
    for (String name : names) {
      if (!nodes.contains(name)) {
        throw new IllegalArgumentException(
            "frozen has \"" + name + "\", which is no layer of " + graph.name());
      }
    }
    return new HashSet<>(names);
  }
}
