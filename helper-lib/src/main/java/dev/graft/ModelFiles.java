package dev.graft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.data.TextContract;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Opaque;
import dev.graft.weights.BoundedFile;
import dev.graft.weights.BoundedJson;
import dev.graft.weights.Destination;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import dev.graft.weights.GraphJson;
import dev.graft.weights.Safetensors;
import dev.graft.weights.Sha256;
import dev.graft.weights.StateDict;
import dev.graft.weights.Weights;
import dev.graft.weights.WeightsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model in one folder: {@code model.safetensors} under the published names, and {@code
 * model.json} that a person can read.
 *
 * <p>Each file is covered by a hash in another: {@code model.json} holds that of the weights, their
 * metadata that of {@code model.json}, {@code body.onnx} and {@code network.json}. It tells damage
 * and a file of another model, not somebody who writes both anew; against him everything read is
 * bounded.
 */
final class ModelFiles {
  private static final String DESCRIPTION = "model.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFiles() {}

  static void write(Path folder, ModelState state, String engine) {
    if (state.opaque().filter(Opaque::program).isPresent()) {
      throw new IllegalArgumentException(
          "a model on a body of DJL's cannot be saved: loading it would execute what its file says;"
              + " keep DJL's own file and train the head on Backbone.of(model) again");
    }
    try {
      Path target = Destination.file(folder);
      requireOwn(target);
      Folders.publish(target, fresh -> fill(fresh, state, engine));
      if (ServingFile.of(state).isEmpty()) {
        ServingFile.remove(target);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UncheckedIOException(
          "model cannot be saved to " + folder + ": " + e.getMessage(), new IOException(e));
    }
  }

  /**
   * The weights' metadata holds the hash of each file beside them, theirs stands in one of those.
   */
  private static void fill(Path fresh, ModelState state, String engine) throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", "pt");
    metadata.put("backbone", state.backbone().name());
    byte[] description =
        JSON.writerWithDefaultPrettyPrinter()
            .writeValueAsBytes(ModelJson.describe(state, engine, state.weights().sha256()));
    if (description.length > ModelJson.LONGEST || state.classes().size() > ModelJson.MOST_CLASSES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s would be %d bytes of %d classes, at most %d and %d can be read again",
              DESCRIPTION,
              description.length,
              state.classes().size(),
              ModelJson.LONGEST,
              ModelJson.MOST_CLASSES));
    }
    put(fresh, DESCRIPTION, description, metadata);
    Optional<Opaque> body = state.opaque();
    if (body.isPresent()) {
      put(fresh, ModelJson.BODY, body.get().model().toArray(), metadata);
    }
    if (state.drawn()) {
      put(fresh, ModelJson.NETWORK, GraphJson.write(state.backbone().body()), metadata);
    }
    if (state.contract() instanceof TextContract texts) {
      for (Map.Entry<String, ByteBuffer> file : texts.tokenizer().files().entrySet()) {
        byte[] bytes = new byte[file.getValue().remaining()];
        file.getValue().get(bytes);
        put(fresh, file.getKey(), bytes, metadata);
      }
    }
    Optional<String> serving = ServingFile.of(state);
    if (serving.isPresent()) {
      Files.writeString(fresh.resolve(ServingFile.NAME), serving.get());
    }
    if (state.trust().isPresent()) {
      Path file = fresh.resolve(TrustFile.NAME);
      TrustFile.write(file, state.trust().get());
      metadata.put(ModelHashes.PREFIX + TrustFile.NAME, Sha256.of(file));
    }
    Safetensors.write(fresh.resolve(WEIGHTS), state.weights(), metadata);
  }

  private static void put(Path folder, String name, byte[] bytes, Map<String, String> metadata)
      throws IOException {
    Files.write(folder.resolve(name), bytes);
    metadata.put(ModelHashes.PREFIX + name, Sha256.of(ByteBuffer.wrap(bytes)));
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
      ByteBuffer bytes = BoundedFile.read(folder.resolve(DESCRIPTION), ModelJson.LONGEST);
      JsonNode json = BoundedJson.object(DESCRIPTION, bytes);
      return json.path("format").asText().startsWith("graft-model-");
    } catch (IOException | WeightsException e) {
      return false;
    }
  }

  static ModelState read(Path folder) {
    ByteBuffer description = description(folder);
    Fields model = fields(folder, description);
    String format = model.json().path("format").asText();
    if (!format.equals(ModelJson.FORMAT) && !format.equals(ModelJson.OLD_FORMAT)) {
      throw new IllegalArgumentException(
          "model in %s has format %s; this Graft reads \"%s\""
              .formatted(folder, Excerpt.quoted(format), ModelJson.FORMAT));
    }
    StateDict weights = Weights.read(folder.resolve(WEIGHTS));
    try {
      return state(folder, model, description, weights);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw damaged(folder, e);
    }
  }

  private static ByteBuffer description(Path folder) {
    try {
      return BoundedFile.read(folder.resolve(DESCRIPTION), ModelJson.LONGEST);
    } catch (WeightsException e) {
      throw damaged(folder, e);
    } catch (IOException e) {
      throw missing(folder, e);
    }
  }

  private static Fields fields(Path folder, ByteBuffer description) {
    try {
      boolean empty = !description.hasRemaining();
      return new Fields(
          empty ? JSON.createObjectNode() : BoundedJson.object(DESCRIPTION, description));
    } catch (WeightsException e) {
      throw damaged(folder, e);
    }
  }

  private static IllegalArgumentException missing(Path folder, Exception cause) {
    return new IllegalArgumentException(
        "no model in " + folder + ": " + DESCRIPTION + " is missing or cannot be read", cause);
  }

  private static IllegalArgumentException damaged(Path folder, Exception cause) {
    return new IllegalArgumentException(
        "model in " + folder + " is damaged: " + cause.getMessage(), cause);
  }

  private static ModelState state(
      Path folder, Fields model, ByteBuffer description, StateDict weights) {
    ModelHashes hashes = ModelHashes.of(folder.resolve(WEIGHTS));
    List<String> classes = ModelJson.classes(model);
    ModelInput input = ModelInput.read(folder, model, weights, hashes);
    Blueprint backbone = input.backbone();
    Optional<Head> head =
        model.has("head")
            ? Optional.of(ModelJson.head(model.object("head"), classes))
            : Optional.empty();
    Graph body = backbone.body();
    Graph bare =
        weights.names().containsAll(backbone.graph().parameters().keySet())
            ? backbone.graph()
            : body;
    Graph graph = head.map(h -> Grafting.onto(body, h)).orElse(bare);
    StateDict selected = weights.select(graph);
    requireHash(model.text("weightsSha256"), selected.sha256());
    Set<String> frozen = frozen(model.texts("frozen", graph.nodes().size()), graph);
    if (model.text("format").equals(ModelJson.FORMAT) || hashes.has(DESCRIPTION)) {
      hashes.require(DESCRIPTION, Sha256.of(description));
    }
    Optional<Int8Body> int8 =
        model.has(Int8Json.KEY)
            ? Optional.of(Int8Json.read(model.object(Int8Json.KEY), graph, frozen))
            : Optional.empty();
    ModelState state =
        new ModelState(backbone, graph, selected, frozen, head, classes, input.contract())
            .int8(int8);
    return model.has(ModelJson.TRUST) ? trusted(folder, model, hashes, state) : state;
  }

  private static ModelState trusted(
      Path folder, Fields model, ModelHashes hashes, ModelState state) {
    Path file = folder.resolve(TrustFile.NAME);
    hashes.require(file);
    return state.trusted(TrustFile.read(model.object(ModelJson.TRUST), file, state));
  }

  private static void requireHash(String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new IllegalArgumentException(
          "weights have sha256 %s, %s says %s; one of the two files was replaced"
              .formatted(actual, DESCRIPTION, Excerpt.of(expected)));
    }
  }

  /** A misspelt name would be a layer that silently learns. */
  private static Set<String> frozen(List<String> names, Graph graph) {
    Set<String> nodes = graph.nodes().stream().map(Node::name).collect(Collectors.toSet());
    for (String name : names) {
      if (!nodes.contains(name)) {
        throw new IllegalArgumentException(
            "frozen has " + Excerpt.quoted(name) + ", which is no layer of " + graph.name());
      }
    }
    return new HashSet<>(names);
  }
}
