package dev.graft.infer;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds where an ONNX model is cut, and what is left of it. */
final class OnnxCut {
  private static final int SHOWN = 8;

  /** What may stand between a classifier and the output. */
  private static final Set<String> AFTER_CLASSIFIER =
      Set.of(
          "Softmax",
          "LogSoftmax",
          "Sigmoid",
          "Identity",
          "Flatten",
          "Reshape",
          "Squeeze",
          "Add",
          "Cast",
          "Transpose",
          "GlobalAveragePool",
          "ReduceMean",
          "AveragePool",
          "Relu");

  /** Of those, what makes a vector of a feature map. */
  private static final Set<String> TO_VECTOR =
      Set.of("Flatten", "Reshape", "Squeeze", "GlobalAveragePool", "ReduceMean");

  private final GraphProto graph;
  private final Map<String, NodeProto> makers = new HashMap<>();
  private final Map<String, TensorProto> constants = new HashMap<>();

  OnnxCut(ModelProto model) {
    this.graph = model.getGraph();
    for (NodeProto node : graph.getNodeList()) {
      node.getOutputList().forEach(value -> makers.put(value, node));
    }
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
  }

  /** Finds a value by its own name or by that of the node that makes it. */
  String named(String name) {
    if (makers.containsKey(name)) {
      return name;
    }
    return graph.getNodeList().stream()
        .filter(node -> node.getName().equals(name) && node.getOutputCount() > 0)
        .findFirst()
        .map(node -> node.getOutput(0))
        .orElseThrow(
            () -> new IllegalArgumentException("no output \"" + name + "\"; " + candidates()));
  }

  /** Finds the one output. */
  String only() {
    if (graph.getOutputCount() != 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "outputs are %d; choose one: %s", graph.getOutputCount(), candidates()));
    }
    return graph.getOutput(0).getName();
  }

  /** Finds what the classifier reads: the last dense layer, or 1×1 convolution before pooling. */
  String beforeClassifier() {
    String value = only();
    boolean vector = false;
    for (int step = 0; step < SHOWN && makers.containsKey(value); step++) {
      NodeProto node = makers.get(value);
      switch (node.getOpType()) {
        case "Gemm", "MatMul" -> {
          if (weight(node) != null) {
            return node.getInput(0);
          }
        }
        case "Conv" -> {
          if (vector && pointwise(node)) {
            return node.getInput(0);
          }
        }
        default -> {}
      }
      if (!AFTER_CLASSIFIER.contains(node.getOpType())) {
        break;
      }
      vector |= TO_VECTOR.contains(node.getOpType());
      value = moving(node);
    }
    throw new IllegalArgumentException(
        "no classifier is recognised at the end; choose an output: " + candidates());
  }

  /** Finds what a layer multiplies by; null where that is no constant. */
  private TensorProto weight(NodeProto node) {
    return node.getInputCount() < 2 ? null : constants.get(node.getInput(1));
  }

  private boolean pointwise(NodeProto conv) {
    TensorProto weight = weight(conv);
    return weight != null
        && weight.getDimsCount() == 4
        && weight.getDims(2) == 1
        && weight.getDims(3) == 1;
  }

  /** The one input that is no constant. */
  private String moving(NodeProto node) {
    return node.getInputList().stream().filter(makers::containsKey).findFirst().orElse("");
  }

  private String candidates() {
    List<String> all =
        graph.getNodeList().stream()
            .filter(node -> node.getOutputCount() > 0 && !node.getOpType().equals("Constant"))
            .map(node -> Excerpt.of(node.getOutput(0)))
            .toList();
    List<String> last = all.subList(Math.max(0, all.size() - SHOWN), all.size());
    return "the last of its " + all.size() + " are " + String.join(", ", last);
  }

  /** Lists the nodes that a value needs, in their order. */
  List<NodeProto> nodesOf(String value) {
    Set<String> needed = new HashSet<>(Set.of(value));
    List<NodeProto> reversed = new ArrayList<>(graph.getNodeList());
    Collections.reverse(reversed);
    List<NodeProto> kept = new ArrayList<>();
    for (NodeProto node : reversed) {
      if (node.getOutputList().stream().anyMatch(needed::contains)) {
        needed.addAll(node.getInputList());
        kept.add(node);
      }
    }
    Collections.reverse(kept);
    return kept;
  }

  /** Lists the weights that nodes read. */
  List<TensorProto> constantsOf(List<NodeProto> nodes) {
    Set<String> read = new HashSet<>();
    nodes.forEach(node -> read.addAll(node.getInputList()));
    return graph.getInitializerList().stream().filter(t -> read.contains(t.getName())).toList();
  }

  /** Finds the one input that nodes read. */
  ValueInfoProto inputOf(List<NodeProto> nodes) {
    Set<String> read = new HashSet<>();
    nodes.forEach(node -> read.addAll(node.getInputList()));
    List<ValueInfoProto> inputs =
        graph.getInputList().stream()
            .filter(i -> read.contains(i.getName()) && !constants.containsKey(i.getName()))
            .toList();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "inputs are "
              + inputs.stream().limit(SHOWN).map(i -> Excerpt.of(i.getName())).toList()
              + ", must be one image");
    }
    return inputs.get(0);
  }
}
