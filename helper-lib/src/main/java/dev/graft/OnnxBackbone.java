package dev.graft;

import dev.graft.data.InputContract;
import dev.graft.engine.Engines;
import dev.graft.infer.OnnxImport;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An ONNX image model on its way to be a frozen backbone: where it is cut and what it wants to see.
 *
 * <pre>{@code
 * var contract = InputContract.rgb(224, 127.5f, 127.5f, 0.875);
 * var model = Backbone.onnx(Path.of("resnet18.onnx")).contract(contract).load();
 * replaceHead(model, Head.classifier(data.classes()));
 * }</pre>
 *
 * <p>Taken are models of ONNX's own operators, opset 11 to 22, with one float input {@code (N, 3,
 * H, W)} or {@code (N, H, W, 3)}, an open batch size, no control flow and no sparse tensors, whose
 * sizes can be told before they run. The layer {@code onnx} always stays frozen.
 *
 * <p>A file may come from anywhere: it opens no other file but weights in its own folder, and what
 * two images take in it is estimated before anything runs: 256 MiB and four times the weights at
 * most, or what {@code GRAFT_ONNX_MIB} says.
 *
 * @param file in ONNX format
 * @param output the value or node at which it is cut; without it, what the classifier reads
 * @param contract what it wants to see; without it, what a file of Graft's says
 * @param engine that trains the head; without it, by the rule in {@link Engines}
 */
public record OnnxBackbone(
    Path file, Optional<String> output, Optional<InputContract> contract, Optional<String> engine) {

  static OnnxBackbone of(Path file) {
    return new OnnxBackbone(file, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Chooses where to cut.
   *
   * @param name of a value or of a node; its output is {@code (N, C)} or {@code (N, C, H, W)}
   * @return new options
   */
  public OnnxBackbone output(String name) {
    return new OnnxBackbone(file, Optional.of(name), contract, engine);
  }

  /**
   * Tells what the model wants to see.
   *
   * @param wanted size, colour order, mean, std, crop and interpolation
   * @return new options
   */
  public OnnxBackbone contract(InputContract wanted) {
    return new OnnxBackbone(file, output, Optional.of(wanted), engine);
  }

  /**
   * Chooses the engine that trains the head.
   *
   * @param name {@code MXNet} or {@code PyTorch}
   * @return new options
   */
  public OnnxBackbone on(String name) {
    return new OnnxBackbone(file, output, contract, Optional.of(Engines.named(name)));
  }

  /**
   * Reads, checks and tries the model. Weights outside the file are read from its own folder.
   *
   * @return a model without head: the layer {@code onnx}, frozen
   * @throws IllegalArgumentException when the model cannot be taken; the text says why
   * @throws IllegalStateException when ONNX Runtime has no native library for this machine
   */
  public TransferModel load() {
    String name = file.getFileName().toString().replaceFirst("\\.onnx$", "");
    OnnxImport body = OnnxImport.read(file, name, output, contract);
    return TransferModel.opaque(body.graph(), body.weights(), body.contract(), engine);
  }
}
