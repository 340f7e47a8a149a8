package dev.graft.infer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.graft.data.InputContract;
import dev.graft.graph.Binary;
import dev.graft.graph.Graph;
import dev.graft.graph.Input;
import dev.graft.graph.Node;
import dev.graft.graph.OnnxModel;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import dev.graft.infer.gate.OnnxGate;
import dev.graft.weights.StateDict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes the first part of an ONNX image model as one opaque layer of a graph.
 *
 * @param graph {@code input}, then the layer {@code onnx}
 * @param weights the layer's fingerprint
 * @param contract what the model wants to see
 */
public record OnnxImport(Graph graph, StateDict weights, InputContract contract) {
  /** The layer's name, and its stage's. */
  public static final String LAYER = "onnx";

  /**
   * Reads, checks, cuts and tries a model.
   *
   * @param file in ONNX format
   * @param name of the architecture
   * @param output where to cut: the name of a value or of a node; without it, what the classifier
   *     reads
   * @param contract what the model wants to see; without it, what a file of Graft's says
   * @return the layer
   * @throws IllegalArgumentException when the model cannot be taken; the text says why
   * @throws IllegalStateException when ONNX Runtime has no native library here
   */
  public static OnnxImport read(
      Path file, String name, Optional<String> output, Optional<InputContract> contract) {
    ModelProto model = OnnxGate.read(file);
    try {
      return of(model, name, output, contract);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + file.getFileName() + ")", e);
    }
  }

  /**
   * Finds what a file says that its input wants to see; only those of Graft's own do.
   *
   * @param file in ONNX format
   * @return the contract, or empty
   */
  public static Optional<InputContract> contract(Path file) {
    return OnnxMetadata.contract(metadata(OnnxGate.read(file)));
  }

  private static Map<String, String> metadata(ModelProto model) {
    return model.getMetadataPropsList().stream()
        .collect(Collectors.toMap(p -> p.getKey(), p -> p.getValue(), (a, b) -> b));
  }

  private static OnnxImport of(
      ModelProto model, String name, Optional<String> output, Optional<InputContract> given) {
    Map<String, String> metadata = metadata(model);
    OnnxCut cut = new OnnxCut(model);
    boolean headless = OnnxMetadata.FEATURES.equals(metadata.get(OnnxMetadata.OUTPUT));
    String end =
        output.map(cut::named).orElseGet(() -> headless ? cut.only() : cut.beforeClassifier());
    InputContract contract =
        given
            .or(() -> OnnxMetadata.contract(metadata))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the model does not say what its input wants to see; give"
                            + " contract(InputContract.rgb(size, mean, std, crop))"));
    Shape in = contract.inputs().get(0);
    return layer(new OnnxPorts(model, cut, end, in).part(), name, contract);
  }

  private static OnnxImport layer(OnnxPart part, String name, InputContract contract) {
    byte[] bytes = part.model().toByteArray();
    Shape in = contract.inputs().get(0);
    long size =
        part.model().getGraph().getInitializerList().stream()
            .filter(tensor -> tensor.getDataType() != DataType.INT64.getNumber())
            .mapToLong(tensor -> tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b))
            .sum();
    var op = new OnnxModel(in, part.shape(), size, Binary.of(bytes));
    Graph graph =
        new Graph(
            name,
            List.of(
                new Node("input", new Input(in), List.of()), new Node(LAYER, op, List.of("input"))),
            List.of(new Stage(LAYER, Stage.Kind.PLAIN, List.of(LAYER))));
    var weights = StateDict.of(Map.of(LAYER + ".sha256", Fingerprint.of(bytes)));
    return new OnnxImport(graph, weights, contract);
  }
}
