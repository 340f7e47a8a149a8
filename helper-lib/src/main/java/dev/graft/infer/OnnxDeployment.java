package dev.graft.infer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.graft.data.Contract;
import dev.graft.graph.Graph;
import dev.graft.graph.Op;
import dev.graft.graph.Rescale;
import dev.graft.weights.AtomicFile;
import dev.graft.weights.StateDict;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a network as the ONNX file that is deployed.
 *
 * @param graph the whole network
 * @param weights all its tensors
 * @param contract what the weights want to see
 * @param classes in the order of the logits
 * @param answer how many of the classes may be right
 * @param beside name of a node, a vector, whose value the file gives too, as {@code trust.features}
 * @param about more of {@code metadata_props}, by key
 * @param int8 how frozen layers compute in 8 bits, where they do
 */
public record OnnxDeployment(
    Graph graph,
    StateDict weights,
    Contract contract,
    List<String> classes,
    Answer answer,
    Optional<String> beside,
    Map<String, String> about,
    Optional<Quantization> int8) {

  /** How many of the classes may be right, which decides what makes probabilities of logits. */
  public enum Answer {
    /** One of all: softmax; of a single logit the logistic function. */
    ONE,
    /** Each for itself, such as a tag: the logistic function. */
    EACH
  }

  /**
   * Writes a network of which one class is right.
   *
   * @param graph the whole network
   * @param weights all its tensors
   * @param contract what the weights want to see
   * @param classes in the order of the logits
   * @param about more of {@code metadata_props}, by key
   */
  public OnnxDeployment(
      Graph graph,
      StateDict weights,
      Contract contract,
      List<String> classes,
      Map<String, String> about) {
    this(graph, weights, contract, classes, Answer.ONE, Optional.empty(), about, Optional.empty());
  }

  /**
   * Writes the file by an atomic rename, and measures it.
   *
   * @param file to create or replace; its folder must exist
   * @param options what it takes and gives
   * @return what was written
   * @throws IllegalArgumentException when there is no such layer, or it should compute in 8 bits
   *     and nothing says how
   * @throws UncheckedIOException when the file cannot be written
   */
  public OnnxFile write(Path file, Onnx options) {
    boolean features = options.output() == Onnx.Output.FEATURES;
    Graph slice = features ? graph.until(options.layer()) : graph;
    Onnx.Function function = function(options.output());
    Map<String, String> metadata =
        OnnxMetadata.of(contract, options.input(), kind(options), features ? List.of() : classes);
    metadata.put("graft.weights_sha256", weights.select(slice).sha256());
    metadata.putAll(about);
    if (options.precision() == Precision.INT8) {
      metadata.put("graft.precision", "int8");
    }
    OnnxInput entry = OnnxInput.of(options.input(), contract);
    ModelProto model =
        OnnxExport.model(slice, weights, entry, function, beside, metadata, rewriting(options));
    AtomicFile.write(file, model::writeTo);
    return new OnnxFile(
        file,
        model.getSerializedSize(),
        parameters(model),
        Math.toIntExact(model.getOpsetImport(0).getVersion()),
        CompiledBody.available()
            ? OnnxLatency.of(file, model, slice.inputShape(), 1, 16)
            : List.of());
  }

  private OnnxExport.Rewriting rewriting(Onnx options) {
    if (options.precision() == Precision.FLOAT) {
      return (written, layers) -> written;
    }
    Quantization how =
        int8.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no layer of this model computes in 8 bits; call freeze(model,"
                        + " Int8.on(data.train())) first"));
    return (written, layers) -> EightBitGraph.of(written, layers, how, WeightBits.SEVEN);
  }

  private String kind(Onnx options) {
    return switch (options.output()) {
      case LOGITS -> output() instanceof Rescale ? "numbers" : "logits";
      case FEATURES -> OnnxMetadata.FEATURES;
      case PROBABILITIES ->
          function(options.output()) == Onnx.Function.SIGMOID ? "sigmoid" : "softmax";
    };
  }

  private Op output() {
    return graph.nodes().get(graph.nodes().size() - 1).op();
  }

  private Onnx.Function function(Onnx.Output output) {
    if (output != Onnx.Output.PROBABILITIES) {
      return Onnx.Function.NONE;
    }
    boolean each = answer == Answer.EACH || graph.outputShape().size() == 1;
    return each ? Onnx.Function.SIGMOID : Onnx.Function.SOFTMAX;
  }

  private static long parameters(ModelProto model) {
    return model.getGraph().getInitializerList().stream()
        .filter(OnnxDeployment::isReal)
        .mapToLong(OnnxDeployment::elements)
        .sum();
  }

  private static boolean isReal(TensorProto tensor) {
    String name = tensor.getName();
    boolean step = name.contains("/int8/") && (name.endsWith("/scale") || name.endsWith("/zero"));
    return !step
        && tensor.getDimsCount() > 0
        && tensor.getDataType() != TensorProto.DataType.INT64.getNumber();
  }

  private static long elements(TensorProto tensor) {
    return tensor.getDimsList().stream().reduce(1L, Math::multiplyExact);
  }
}
