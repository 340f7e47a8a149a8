package dev.graft;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.data.InputContract;
import dev.graft.data.Scale;
import dev.graft.data.TextContract;
import dev.graft.graph.Stage;
import dev.graft.text.Tokenizer;
import dev.graft.text.TokenizerKind;
import dev.graft.weights.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code model.json} says of a model: all but the weights, for a person to read. */
final class ModelJson {
  static final String FORMAT = "graft-model-2";

  /** What models of before have, which say no hash of this file. */
  static final String OLD_FORMAT = "graft-model-1";

  /** Bytes: room for the hundred thousand classes, and for a person who reads it enough. */
  static final int LONGEST = 4 << 20;

  static final int MOST_CLASSES = 100_000;

  private static final int MOST_LAYERS = 100;
  private static final int CHANNELS = 3;

  /** The file of an ONNX backbone, beside this one. */
  static final String BODY = "body.onnx";

  /** What the model was calibrated to. */
  static final String TRUST = "trust";

  /** The layers of a network that no catalogue has, beside this one. */
  static final String NETWORK = "network.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelJson() {}

  static ObjectNode describe(ModelState state, String engine, String weightsSha256) {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("graft", Version.current());
    json.put("java", Runtime.version().toString());
    json.put("engine", engine);
    json.put("backbone", state.backbone().name());
    state.opaque().ifPresent(body -> json.put("onnx", BODY));
    if (state.drawn()) {
      json.put("network", NETWORK);
    }
    json.set(
        "input",
        state.contract() instanceof TextContract texts
            ? describe(texts)
            : describe(state.photos()));
    state.classes().forEach(json.putArray("classes")::add);
    state.head().ifPresent(head -> json.set("head", describe(head)));
    state.trust().ifPresent(trust -> json.set(TRUST, TrustFile.describe(trust)));
    state.int8().ifPresent(body -> Int8Json.write(body, json.putObject(Int8Json.KEY)));
    state.graph().stages().stream().map(Stage::name).forEach(json.putArray("layers")::add);
    state.frozen().stream().sorted().forEach(json.putArray("frozen")::add);
    json.put("weightsSha256", weightsSha256);
    return json;
  }

  private static ObjectNode describe(TextContract contract) {
    ObjectNode json = JSON.createObjectNode();
    json.put("tokenizer", contract.tokenizer().kind().name());
    json.put("longest", contract.longest());
    json.put("prefix", contract.prefix());
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
    head.scale()
        .ifPresent(
            scale -> {
              scale.means().forEach(json.putArray("means")::add);
              scale.deviations().forEach(json.putArray("deviations")::add);
            });
    if (!head.thresholds().isEmpty()) {
      head.thresholds().forEach(json.putArray("thresholds")::add);
    }
    head.decoder().ifPresent(decoder -> json.put("decoder", decoder.name()));
    var layers = json.putArray("layers");
    for (Head.Layer layer : head.layers()) {
      if (layer instanceof Head.Layer.Dense dense) {
        layers.addObject().put("dense", dense.units()).put("activation", dense.activation().name());
      } else if (layer instanceof Head.Layer.Dropout dropout) {
        layers.addObject().put("dropout", dropout.rate());
      } else if (layer instanceof NeighboursLayer rows) {
        layers.addObject().put("rows", rows.rows()).put("nearest", rows.nearest());
      }
    }
    return json;
  }

  /** Reads what a model wants of texts; its tokenizer's files lie in the same folder. */
  static TextContract texts(Fields input, Path folder) {
    TokenizerKind kind = input.one("tokenizer", TokenizerKind.values());
    return new TextContract(
        Tokenizer.in(kind, folder),
        input.whole("longest", 1, Integer.MAX_VALUE),
        input.text("prefix"));
  }

  static InputContract contract(Fields input) {
    return new InputContract(
        input.whole("height", 1, InputContract.LARGEST),
        input.whole("width", 1, InputContract.LARGEST),
        input.one("order", InputContract.Order.values()),
        input.floats("mean", CHANNELS),
        input.floats("std", CHANNELS),
        input.number("crop"),
        input.has("interpolation")
            ? input.one("interpolation", InputContract.Interpolation.values())
            : InputContract.Interpolation.BILINEAR); // all that models of before could say
  }

  static List<String> classes(Fields model) {
    return model.texts("classes", MOST_CLASSES);
  }

  static Head head(Fields head, List<String> classes) {
    List<Head.Layer> layers = new ArrayList<>();
    for (Fields layer : head.objects("layers", MOST_LAYERS)) {
      layers.add(layer(layer));
    }
    return new Head(
        classes,
        head.one("output", Head.Output.values()),
        head.one("pooling", Head.Pooling.values()),
        layers,
        head.whole("seed"),
        head.has("means") ? Optional.of(scale(head, classes.size())) : Optional.empty(),
        head.has("thresholds") ? head.doubles("thresholds", classes.size()) : List.of(),
        head.has("decoder")
            ? Optional.of(head.one("decoder", Decoder.values()))
            : Optional.empty());
  }

  private static Head.Layer layer(Fields layer) {
    if (layer.has("rows")) {
      return new NeighboursLayer(
          layer.whole("rows", 1, Integer.MAX_VALUE), layer.whole("nearest", 1, Integer.MAX_VALUE));
    }
    return layer.has("dense")
        ? new Head.Layer.Dense(
            layer.whole("dense", 1, Integer.MAX_VALUE),
            layer.one("activation", Head.Activation.values()))
        : new Head.Layer.Dropout(layer.number("dropout"));
  }

  private static Scale scale(Fields head, int numbers) {
    return new Scale(head.doubles("means", numbers), head.doubles("deviations", numbers));
  }
}
