package dev.graft;

import dev.graft.data.Contract;
import dev.graft.data.InputContract;
import dev.graft.data.TextContract;
import dev.graft.graph.Graph;
import dev.graft.infer.OnnxImport;
import dev.graft.text.TokenizerKind;
import dev.graft.weights.BoundedFile;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import dev.graft.weights.GraphJson;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which network a saved model is, and what it is fed: a row of the catalogue, or an ONNX file that
 * lies beside it; photos, or texts with the tokenizer that lies beside it.
 *
 * @param backbone what it is drawn by
 * @param contract what its weights want
 */
record ModelInput(Blueprint backbone, Contract contract) {
  private static final int LONGEST_NETWORK = 16 << 20;

  static ModelInput read(Path folder, Fields model, StateDict weights, ModelHashes hashes) {
    Fields input = model.object("input");
    String name = model.text("backbone");
    if (input.has("tokenizer")) {
      TextContract texts = texts(folder, input, hashes);
      Blueprint backbone =
          model.has("network")
              ? new OwnTexts(drawn(folder, texts, hashes))
              : encoder(name).longest(texts.longest());
      TokenIds.requireKnown(backbone.graph(), texts.tokenizer());
      return new ModelInput(backbone, texts);
    }
    InputContract contract = ModelJson.contract(input);
    if (model.has("network")) {
      Graph body = drawn(folder, contract, hashes);
      return new ModelInput(Architecture.own(body, contract), contract);
    }
    return new ModelInput(
        model.has("onnx")
            ? onnx(folder, name, contract, weights, hashes)
            : catalogue(name, contract),
        contract);
  }

  private static TextContract texts(Path folder, Fields input, ModelHashes hashes) {
    input.one("tokenizer", TokenizerKind.values()).files().stream()
        .map(folder::resolve)
        .forEach(hashes::require);
    return ModelJson.texts(input, folder);
  }

  private static TextArchitecture encoder(String name) {
    return TextArchitecture.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no text encoder %s; there are %s"
                        .formatted(
                            Excerpt.quoted(name),
                            Excerpt.listed(
                                TextArchitecture.ROWS.stream()
                                    .map(TextArchitecture::name)
                                    .toList()))));
  }

  private static Architecture catalogue(String name, InputContract contract) {
    return Architecture.named(name).size(Sides.of(contract));
  }

  private static Architecture onnx(
      Path folder, String name, InputContract contract, StateDict weights, ModelHashes hashes) {
    Path file = folder.resolve(ModelJson.BODY);
    if (hashes.has(ModelJson.BODY)) {
      hashes.require(file);
    }
    OnnxImport body = OnnxImport.read(file, name, Optional.empty(), Optional.of(contract));
    if (!weights.select(body.graph()).sha256().equals(body.weights().sha256())) {
      throw new IllegalArgumentException(
          ModelJson.BODY + " is not the model that the weights were trained on");
    }
    return Architecture.own(body.graph(), contract);
  }

  /** Draws a network that no catalogue has; its weights lie beside it as all others do. */
  private static Graph drawn(Path folder, Contract contract, ModelHashes hashes) {
    Path file = folder.resolve(ModelJson.NETWORK);
    hashes.require(file);
    ByteBuffer bytes;
    try {
      bytes = BoundedFile.read(file, LONGEST_NETWORK);
    } catch (IOException e) {
      throw new UncheckedIOException(ModelJson.NETWORK + " cannot be read", e);
    }
    Graph body = GraphJson.read(ModelJson.NETWORK, bytes);
    if (!body.shapes(body.inputs()).equals(contract.inputs())) {
      throw new IllegalArgumentException(
          ModelJson.NETWORK
              + " takes "
              + body.inputShape()
              + ", the input is "
              + contract.inputs().get(0));
    }
    return body;
  }
}
