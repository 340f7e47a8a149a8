package dev.graft.spark;

import dev.graft.Backbone;
import dev.graft.TextEncoder;
import dev.graft.TransferModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Loads what the parameters of a {@link GraftFeaturizer} name. */
final class Networks {
  private Networks() {}

  /** A folder that Graft saved, or an ONNX file. */
  static TransferModel saved(Path path) {
    return Files.isDirectory(path) ? TransferModel.load(path) : Backbone.onnx(path).load();
  }

  /**
   * A network of the catalogue.
   *
   * @param weights a file, or the name of a published set; the catalogue's own if empty
   * @param side of the photos in pixels; the weights' own if 0
   */
  static TransferModel named(String name, Optional<String> weights, int side) {
    return TextEncoder.named(name)
        .map(encoder -> encoder(encoder, weights))
        .orElseGet(() -> backbone(Backbone.named(name), weights, side));
  }

  private static TransferModel encoder(TextEncoder encoder, Optional<String> weights) {
    return weights
        .map(file -> encoder.load(Path.of(file), encoder.tokenizer()))
        .orElseGet(encoder::load);
  }

  private static TransferModel backbone(Backbone network, Optional<String> weights, int side) {
    Optional<Path> file = weights.map(Path::of).filter(Files::exists);
    Backbone chosen =
        file.map(network::suiting).or(() -> weights.map(network::weightSet)).orElse(network);
    Backbone sized = side > 0 ? chosen.size(side) : chosen;
    return file.map(sized::load).orElseGet(sized::load);
  }
}
