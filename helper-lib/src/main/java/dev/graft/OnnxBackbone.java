package dev.graft;

import dev.graft.data.InputContract;
import dev.graft.engine.Engines;
import dev.graft.graph.Graph;
import dev.graft.infer.OnnxImport;
import dev.graft.infer.read.OnnxLayers;
import dev.graft.infer.read.UnreadOperatorException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * An ONNX image model on its way to be a backbone: where it is cut and what it wants to see.
 *
 * <pre>{@code
 * var contract = InputContract.rgb(224, 127.5f, 127.5f, 0.875);
 * var model = Backbone.onnx(Path.of("resnet18.onnx")).contract(contract).load();
 * replaceHead(model, Head.classifier(data.classes()));
 * }</pre>
 *
 * <p>Taken are models of ONNX's own operators, opset 11 to 22, with one float input {@code (N, 3,
 * H, W)} or {@code (N, H, W, 3)}, an open batch size, no control flow and no sparse tensors, whose
 * sizes can be told before they run. The layer {@code onnx} always stays frozen; {@link
 * #trainable()} gives layers that learn.
 *
 * <p>A file may come from anywhere: it opens no other file but weights in its own folder, and what
 * two images take in it is estimated before anything runs: 256 MiB and four times the weights at
 * most, or what {@code GRAFT_ONNX_MIB} says.
 *
 * @param file in ONNX format
 * @param output the value or node at which it is cut; without it, what the classifier reads
 * @param contract what it wants to see; without it, what a file of Graft's says
 * @param engine that trains the head; without it, by the rule in {@link Engines}
 * @param form one frozen layer, or layers that learn
 */
public record OnnxBackbone(
    Path file,
    Optional<String> output,
    Optional<InputContract> contract,
    Optional<String> engine,
    Form form) {

  /** What a file becomes. */
  public enum Form {
    /** One frozen layer, run by ONNX Runtime. */
    WHOLE,
    /** Layers of Graft's own, which learn. */
    LAYERS
  }

  static OnnxBackbone of(Path file) {
    return new OnnxBackbone(file, Optional.empty(), Optional.empty(), Optional.empty(), Form.WHOLE);
  }

  /**
   * Chooses where to cut.
   *
   * @param name of a value or of a node; its output is {@code (N, C)} or {@code (N, C, H, W)}
   * @return new options
   */
  public OnnxBackbone output(String name) {
    return new OnnxBackbone(file, Optional.of(name), contract, engine, form);
  }

  /**
   * Tells what the model wants to see.
   *
   * @param wanted size, colour order, mean, std, crop and interpolation
   * @return new options
   */
  public OnnxBackbone contract(InputContract wanted) {
    return new OnnxBackbone(file, output, Optional.of(wanted), engine, form);
  }

  /**
   * Chooses the engine that trains the head.
   *
   * @param name {@code MXNet} or {@code PyTorch}
   * @return new options
   */
  public OnnxBackbone on(String name) {
    return new OnnxBackbone(file, output, contract, Optional.of(Engines.named(name)), form);
  }

  /**
   * Asks for layers that learn in place of one that stays frozen. They are named as the file's
   * weights are, and blocks are where a single value carries everything; {@code load()} then gives
   * a model of which all is trainable, of images of the contract's size. {@code ./graft onnx FILE}
   * says whether a file can be read so, and shows the table.
   *
   * @return new options
   */
  public OnnxBackbone trainable() {
    return new OnnxBackbone(file, output, contract, engine, Form.LAYERS);
  }

  /**
   * Says that the file reads texts: then it is a network that learns, of ids and a mask.
   *
   * @return options of its own
   */
  public OnnxTexts texts() {
    return OnnxTexts.of(file, output, engine);
  }

  /**
   * Reads, checks and tries the model. Weights outside the file are read from its own folder.
   *
   * @return a model without head: the layer {@code onnx}, frozen; or after {@link #trainable()} all
   *     layers before the classifier, none of them frozen
   * @throws IllegalArgumentException when the model cannot be taken; the text says why
   * @throws IllegalStateException when ONNX Runtime has no native library for this machine
   */
  public TransferModel load() {
    String name = file.getFileName().toString().replaceFirst("\\.onnx$", "");
    if (form == Form.LAYERS) {
      return layers(name);
    }
    OnnxImport body = OnnxImport.read(file, name, output, contract);
    return OwnModel.of(
        body.graph(), body.weights(), body.contract(), Set.of(OnnxImport.LAYER), engine);
  }

  private TransferModel layers(String name) {
    InputContract wanted =
        contract
            .or(() -> OnnxImport.contract(file))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the model does not say what its input wants to see; give"
                            + " contract(InputContract.rgb(size, mean, std, crop))"));
    int height = wanted.height();
    int width = wanted.width();
    OnnxLayers drawn;
    try {
      drawn = OnnxLayers.read(file, name, output, height, width);
    } catch (UnreadOperatorException e) {
      throw new IllegalArgumentException(
          e.getMessage()
              + "; without trainable() the file may still be a frozen body ("
              + file.getFileName()
              + ")",
          e);
    }
    Graph body = output.isPresent() ? drawn.graph() : drawn.graph().until(drawn.bodyEnd());
    if (!body.inputShape().equals(wanted.inputs().get(0))) {
      throw new IllegalArgumentException(
          "the model takes " + body.inputShape() + ", the contract says " + wanted.inputs().get(0));
    }
    return OwnModel.of(body, drawn.weights().select(body), wanted, Set.of(), engine);
  }
}
