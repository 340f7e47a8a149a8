package dev.graft.infer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.graft.graph.AveragePool;
import dev.graft.graph.Concat;
import dev.graft.graph.Graph;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.LayerScale;
import dev.graft.graph.Multiply;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.graph.Padding;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
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
    slice.nodes().forEach(this::translate);
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

  private void translate(Node node) {
    Op op = node.op();
    String name = node.name();
    values.put(name, name);
    if (op instanceof Op.Input input) {
      entry.into(onnx, name, input.shape());
    } else if (op instanceof Op.Conv conv) {
      convolution(node, conv);
    } else if (op instanceof Op.BatchNorm norm) {
      if (!folds.containsKey(node.inputs().get(0))) {
        List<String> inputs = inputs(node, "bias", "running_mean", "running_var");
        inputs.add(1, onnx.constant(name + ".weight", BatchNormFolding.scale(node, weights)));
        var epsilon = OnnxGraph.real("epsilon", norm.epsilon());
        onnx.node("BatchNormalization", name, inputs, name, epsilon);
      }
    } else if (op instanceof Op.Activation activation) {
      activation(node, activation);
    } else if (op instanceof Op.Add) {
      onnx.node("Add", name, inputs(node), name);
    } else if (op instanceof Multiply) {
      onnx.node("Mul", name, inputs(node), name);
    } else if (op instanceof Op.MaxPool pool) {
      Padding p = pool.padding();
      onnx.node(
          "MaxPool",
          name,
          inputs(node),
          name,
          OnnxGraph.integers("kernel_shape", pool.kernel(), pool.kernel()),
          OnnxGraph.integers("strides", pool.stride(), pool.stride()),
          OnnxGraph.integers("pads", p.top(), p.left(), p.bottom(), p.right()));
    } else if (op instanceof Op.AdaptiveAveragePool pool) {
      adaptiveAverage(node, pool);
    } else if (op instanceof Op.GlobalAveragePool) {
      String pixels = name + "/1x1";
      onnx.node("GlobalAveragePool", pixels, inputs(node), pixels);
      onnx.node("Flatten", name, List.of(pixels), name);
    } else if (op instanceof Op.Flatten) {
      onnx.node("Flatten", name, inputs(node), name);
    } else if (op instanceof Op.Linear linear) {
      linear(node, linear);
    } else if (op instanceof AveragePool pool) {
      OnnxLayers.averagePool(onnx, name, inputs(node), pool);
    } else if (op instanceof Concat) {
      onnx.node("Concat", name, inputs(node), name, OnnxGraph.integer("axis", 1));
    } else if (op instanceof LayerNorm norm) {
      int rank = slice.shape(name).rank();
      OnnxLayers.layerNorm(onnx, name, inputs(node, "weight", "bias"), norm, rank);
    } else if (op instanceof LayerScale) {
      onnx.node("Mul", name, inputs(node, "layer_scale"), name);
    } else if (op instanceof Op.Dropout) {
      dropout(node);
    } else if (op instanceof Op.Onnx model) {
      inline(node, model);
    } else if (op instanceof Op.Djl) {
      throw new IllegalArgumentException(
          "layer \""
              + name
              + "\" is a model of DJL's, which has no ONNX form; export it where it comes from and"
              + " begin with Backbone.onnx(file)");
    } else {
      throw new IllegalArgumentException("no ONNX translation of " + op + " (\"" + name + "\")");
    }
  }

  private void inline(Node node, Op.Onnx op) {
    byte[] bytes = op.model().toArray();
    Fingerprint.require(bytes, weights.get(node.key(Op.Onnx.FINGERPRINT)));
    ModelProto model = OnnxInline.parse(bytes);
    long own = OnnxReader.opset(model);
    if (own < entry.opset() && entry.opset() > OPSET) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "photos() needs opset %d, the ONNX backbone has %d; use pixels()",
              entry.opset(),
              own));
    }
    opset = own;
    irVersion = Math.max(irVersion, model.getIrVersion());
    var reserved = new ArrayList<>(slice.nodes().stream().map(Node::name).toList());
    reserved.addAll(List.of("relu6", "gelu", "pixels", "photos", "probabilities"));
    String output = OnnxInline.into(onnx, model, value(node), reserved);
    if (node.name().equals(slice.output())) {
      onnx.node("Identity", node.name(), List.of(output), node.name());
    } else {
      values.put(node.name(), output);
    }
  }

  private void convolution(Node node, Op.Conv conv) {
    Node norm = folds.get(node.name());
    List<String> inputs;
    if (norm != null) {
      var folded = BatchNormFolding.fold(node, norm, weights);
      String weight = onnx.constant(node.name() + ".weight", folded.weight());
      String bias = onnx.constant(node.name() + ".bias", folded.bias());
      inputs = List.of(value(node), weight, bias);
    } else {
      inputs = conv.bias() ? inputs(node, "weight", "bias") : inputs(node, "weight");
    }
    Padding p = conv.padding();
    onnx.node(
        "Conv",
        node.name(),
        inputs,
        norm == null ? node.name() : norm.name(),
        OnnxGraph.integers("kernel_shape", conv.height(), conv.width()),
        OnnxGraph.integers("strides", conv.stride(), conv.stride()),
        OnnxGraph.integers("pads", p.top(), p.left(), p.bottom(), p.right()),
        OnnxGraph.integer("group", conv.groups()));
  }

  private void activation(Node node, Op.Activation activation) {
    String name = node.name();
    switch (activation.function()) {
      case RELU -> onnx.node("Relu", name, inputs(node), name);
      case SIGMOID -> onnx.node("Sigmoid", name, inputs(node), name);
      case SILU -> {
        onnx.node("Sigmoid", name + "/gate", inputs(node), name + "/gate");
        onnx.node("Mul", name, List.of(value(node), name + "/gate"), name);
      }
      case TANH -> onnx.node("Tanh", name, inputs(node), name);
      case GELU -> OnnxLayers.gelu(onnx, name, value(node));
      case RELU6 -> {
        String low = onnx.scalar("relu6/min", 0);
        String high = onnx.scalar("relu6/max", 6);
        onnx.node("Clip", name, List.of(value(node), low, high), name);
      }
    }
  }

  /** The matrix of pixels is a convolution's: the state dict's two axes and two of length 1. */
  private void linear(Node node, Op.Linear linear) {
    String name = node.name();
    if (slice.shape(name).rank() == 1) {
      var transposed = OnnxGraph.integer("transB", 1);
      onnx.node("Gemm", name, inputs(node, "weight", "bias"), name, transposed);
      return;
    }
    Tensor matrix = weights.get(name + ".weight");
    Shape kernel = Shape.of(linear.out(), linear.in(), 1, 1);
    List<String> inputs = inputs(node, "bias");
    inputs.add(1, onnx.constant(name + ".weight", new Tensor(kernel, matrix.values())));
    onnx.node("Conv", name, inputs, name);
  }

  /** ONNX has no such operator: each channel's pixels, as a row, times a matrix of shares. */
  private void adaptiveAverage(Node node, Op.AdaptiveAveragePool pool) {
    String name = node.name();
    if (pool.side() == 1) {
      onnx.node("GlobalAveragePool", name, inputs(node), name);
      return;
    }
    Shape in = slice.shape(node.inputs().get(0));
    int bins = pool.side() * pool.side();
    float[] shares = pool.matrix(in.get(1), in.get(2));
    Tensor matrix = Tensor.of(Shape.of(in.get(1) * in.get(2), bins), shares);
    String rows = onnx.whole(name + "/rows", -1, in.channels(), in.get(1) * in.get(2));
    String map = onnx.whole(name + "/map", -1, in.channels(), pool.side(), pool.side());
    onnx.node("Reshape", name + "/flat", List.of(value(node), rows), name + "/flat");
    var product = List.of(name + "/flat", onnx.constant(name + "/shares", matrix));
    onnx.node("MatMul", name + "/means", product, name + "/means");
    onnx.node("Reshape", name, List.of(name + "/means", map), name);
  }

  /** Lets the users read the dropout's input; an output needs a value of its own name. */
  private void dropout(Node node) {
    if (node.name().equals(slice.output())) {
      onnx.node("Identity", node.name(), inputs(node), node.name());
    } else {
      values.put(node.name(), value(node));
    }
  }

  private List<String> inputs(Node node, String... parameters) {
    var inputs = new ArrayList<>(node.inputs().stream().map(values::get).toList());
    for (String parameter : parameters) {
      String tensor = node.name() + "." + parameter;
      inputs.add(onnx.constant(tensor, weights.get(tensor)));
    }
    return inputs;
  }

  private String value(Node node) {
    return values.get(node.inputs().get(0));
  }
}
