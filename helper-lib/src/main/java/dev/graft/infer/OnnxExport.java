package dev.graft.infer;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.weights.StateDict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final String BESIDE = "trust.features";

  private OnnxExport() {}

  /**
   * Translates.
   *
   * @param slice of a network: its inputs and outputs become the model's
   * @param weights that hold at least the slice's tensors
   * @param metadata kept in the model as {@code metadata_props}, for example classes and input
   * @return the serialized model, the same bytes for the same arguments
   * @throws IllegalArgumentException when a tensor is missing or the slice computes nothing, or
   *     gives one of its inputs
   */
  public static byte[] bytes(Graph slice, StateDict weights, Map<String, String> metadata) {
    return bytes(slice, weights, metadata, Optional.empty());
  }

  /**
   * Translates a slice that computes some layers in whole numbers, for a session of Graft's own.
   *
   * @param int8 how; empty: all in float
   */
  static byte[] bytes(
      Graph slice, StateDict weights, Map<String, String> metadata, Optional<Quantization> int8) {
    return bytes(
        slice,
        weights,
        metadata,
        (graph, layers) ->
            int8.map(q -> EightBitGraph.of(graph, layers, q, WeightBits.EIGHT)).orElse(graph));
  }

  /** Translates, and changes what was written. */
  static byte[] bytes(
      Graph slice, StateDict weights, Map<String, String> metadata, Rewriting rewriting) {
    return model(
            slice,
            weights,
            OnnxInput.TENSOR,
            Onnx.Function.NONE,
            Optional.empty(),
            metadata,
            rewriting)
        .toByteArray();
  }

  /** Changes a model that has been written. */
  interface Rewriting {
    /**
     * Writes it anew.
     *
     * @param layers the layer that each operator belongs to, in order; those behind have none
     */
    GraphProto of(GraphProto graph, List<String> layers);
  }

  /** Translates with something before the slice's input, after its output and beside it. */
  static ModelProto model(
      Graph slice,
      StateDict weights,
      OnnxInput entry,
      Onnx.Function function,
      Optional<String> beside,
      Map<String, String> metadata,
      Rewriting rewriting) {
    if (slice.nodes().size() < 2) {
      throw new IllegalArgumentException("nothing to export: " + slice + " has no layers");
    }
    for (String output : slice.outputs()) {
      if (slice.inputs().contains(output)) {
        // ONNX Runtime leaves the buffer of such an output as it is, without a word
        throw new IllegalArgumentException(
            "\"" + output + "\" of " + slice + " is an input, which no model can give");
      }
    }
    OnnxDraft draft = new OnnxDraft(slice, weights, entry);
    OnnxGraph onnx = draft.onnx();
    List<String> layers = new ArrayList<>();
    for (Node node : slice.nodes()) {
      Words.write(new OnnxPlace(node, draft));
      layers.addAll(Collections.nCopies(onnx.nodes() - layers.size(), node.name()));
    }
    for (String output : slice.outputs()) {
      onnx.output(function.into(onnx, output), slice.shape(output));
    }
    beside.ifPresent(
        node -> {
          onnx.node("Identity", BESIDE, List.of(draft.value(node)), BESIDE);
          onnx.output(BESIDE, slice.shape(node));
        });
    var model =
        ModelProto.newBuilder()
            .setIrVersion(draft.irVersion())
            .setProducerName("graft")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(draft.opset()))
            .setGraph(rewriting.of(onnx.build(), layers));
    new TreeMap<>(metadata)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }
}
