package dev.graft.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.weights.StateDict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Translates a slice of a graph and its weights to an ONNX model, opset 17, batch {@code N} left
 * open. Values carry the names of their nodes; a batch normalization that alone reads a convolution
 * is folded into it, and dropout vanishes.
 *
 * <pre>{@code
 * byte[] model = OnnxExport.bytes(graph.until("block6.1"), weights, Map.of("classes", "ant,bee"));
 * }</pre>
 */
public final class OnnxExport {
  /** The version of ONNX's operators that the model asks for. */
  public static final int OPSET = 17;

  static final int IR_VERSION = 8;

  private final Graph slice;
  private final StateDict weights;
  private final Map<String, Node> folds;
  private final Map<String, String> values = new HashMap<>();
  private final OnnxGraph onnx;
  private final OnnxInput entry;
  private final Onnx.Function function;
  private long opset;
  private long irVersion = IR_VERSION;

  private OnnxExport(Graph slice, StateDict weights, OnnxInput entry, Onnx.Function function) {
    this.slice = slice;
    this.entry = entry;
    this.function = function;
    this.opset = entry.opset();
    this.weights = weights.select(slice);
    this.folds = BatchNormFolding.plan(slice);
    this.onnx = new OnnxGraph(slice.name());
  }

  /**
   * Translates.
   *
   * @param slice of a network: its input and output become the model's
   * @param weights that hold at least the slice's tensors
   * @param metadata kept in the model as {@code metadata_props}, for example classes and input
   * @return the serialized model, the same bytes for the same arguments
   * @throws IllegalArgumentException when a tensor is missing or the slice computes nothing
   */
  public static byte[] bytes(Graph slice, StateDict weights, Map<String, String> metadata) {
    return model(slice, weights, OnnxInput.TENSOR, Onnx.Function.NONE, metadata).toByteArray();
  }

  /** Translates with something before the slice's input and after its output. */
  static ModelProto model(
      Graph slice,
      StateDict weights,
      OnnxInput entry,
      Onnx.Function function,
      Map<String, String> metadata) {
    if (slice.nodes().size() < 2) {
      throw new IllegalArgumentException("nothing to export: " + slice + " has no layers");
    }
    return new OnnxExport(slice, weights, entry, function).model(metadata);
  }

  private ModelProto model(Map<String, String> metadata) {
    slice.nodes().forEach(node -> Words.write(new OnnxPlace(node, this)));
    onnx.output(function.into(onnx, slice.output()), slice.outputShape());
    var model =
        ModelProto.newBuilder()
            .setIrVersion(irVersion)
            .setProducerName("graft")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
            .setGraph(onnx.build());
    new TreeMap<>(metadata)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  Graph slice() {
    return slice;
  }

  StateDict weights() {
    return weights;
  }

  OnnxGraph onnx() {
    return onnx;
  }

  OnnxInput entry() {
    return entry;
  }

  /** Convolutions, and the normalization that each absorbs. */
  Map<String, Node> folds() {
    return folds;
  }

  /** The value that stands for what a node gives. */
  String value(String node) {
    return values.getOrDefault(node, node);
  }

  void stand(String node, String value) {
    values.put(node, value);
  }

  void demand(long own, long ownIrVersion) {
    if (own < entry.opset() && entry.opset() > OPSET) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "photos() needs opset %d, the ONNX backbone has %d; use pixels()",
              entry.opset(),
              own));
    }
    opset = own;
    irVersion = Math.max(irVersion, ownIrVersion);
  }

  List<String> reserved() {
    var reserved = new ArrayList<>(slice.nodes().stream().map(Node::name).toList());
    reserved.addAll(List.of("relu6", "gelu", "pixels", "photos", "probabilities"));
    return reserved;
  }
}
