package dev.graft.infer;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which operators of a model compute in whole numbers, and which values stand as such. Products
 * with constant weights do; so do sums, maxima over windows and joins of what they give, as that
 * costs nothing and keeps maps small.
 */
final class EightBitPlan {
  private static final Set<String> MAPS = Set.of("Add", "Concat", "MaxPool");

  private final GraphProto graph;
  private final Map<String, TensorProto> constants = new HashMap<>();
  private final Map<String, List<NodeProto>> readers = new HashMap<>();
  private final Set<String> outputs;
  private final Set<String> inputs;

  /** Products and other operators that compute in whole numbers, by name. */
  final Set<String> operators = new LinkedHashSet<>();

  /** Values that only stand as whole numbers: what those operators give. */
  final Set<String> given = new LinkedHashSet<>();

  /** Values that stand as whole numbers for those operators alone. */
  final Set<String> read = new LinkedHashSet<>();

  /** Values that share the range of another: a maximum lies between what it was taken of. */
  final Map<String, String> alike = new LinkedHashMap<>();

  /**
   * @param layers the layer of the graph that each operator belongs to, in order; those behind have
   *     none
   * @param may tells whether a product, by layer and name, may compute in whole numbers
   * @param ranged tells whether the range of a value is known
   */
  EightBitPlan(
      GraphProto graph,
      List<String> layers,
      BiPredicate<String, String> may,
      Predicate<String> ranged) {
    this.graph = graph;
    graph.getInitializerList().forEach(constant -> constants.put(constant.getName(), constant));
    for (NodeProto node : graph.getNodeList()) {
      node.getInputList()
          .forEach(value -> readers.computeIfAbsent(value, v -> new ArrayList<>()).add(node));
    }
    this.outputs =
        graph.getOutputList().stream().map(ValueInfoProto::getName).collect(Collectors.toSet());
    this.inputs =
        new HashSet<>(graph.getInputList().stream().map(ValueInfoProto::getName).toList());
    for (int i = 0; i < graph.getNodeCount(); i++) {
      NodeProto node = graph.getNode(i);
      String layer = i < layers.size() ? layers.get(i) : "";
      plan(node, layer, may, ranged);
    }
  }

  TensorProto constant(String name) {
    return constants.get(name);
  }

  List<NodeProto> readers(String value) {
    return readers.getOrDefault(value, List.of());
  }

  boolean isInput(String value) {
    return inputs.contains(value);
  }

  boolean isOutput(String value) {
    return outputs.contains(value);
  }

  private void plan(
      NodeProto node, String layer, BiPredicate<String, String> may, Predicate<String> ranged) {
    if (isProduct(node) && may.test(layer, node.getName())) {
      String in = node.getInput(0);
      String out = rectified(node.getOutput(0));
      boolean whole = !node.getOpType().equals("Conv") || ranged.test(out);
      if (ranged.test(in) && whole) {
        operators.add(node.getName());
        reads(in);
        if (node.getOpType().equals("Conv")) {
          given.add(out);
        }
      }
    } else if (MAPS.contains(node.getOpType()) && may.test(layer, "")) {
      boolean max = node.getOpType().equals("MaxPool");
      String out = max ? node.getOutput(0) : rectified(node.getOutput(0));
      boolean all =
          node.getInputList().stream()
              .allMatch(in -> given.contains(in) || inputs.contains(in) && ranged.test(in));
      if (all && node.getOutputCount() == 1 && ranged.test(out)) {
        operators.add(node.getName());
        node.getInputList().forEach(this::reads);
        given.add(out);
        if (max) {
          String in = node.getInput(0);
          alike.put(out, alike.getOrDefault(in, in));
        }
      }
    }
  }

  private void reads(String value) {
    if (!given.contains(value)) {
      read.add(value);
    }
  }

  /** Whether an operator multiplies what it reads with constant weights. */
  boolean isProduct(NodeProto node) {
    TensorProto weight = node.getInputCount() < 2 ? null : constants.get(node.getInput(1));
    if (weight == null || weight.getDataType() != TensorProto.DataType.FLOAT.getNumber()) {
      return false;
    }
    boolean biased = node.getInputCount() < 3 || constants.containsKey(node.getInput(2));
    return biased
        && switch (node.getOpType()) {
          case "Conv" -> weight.getDimsCount() >= 3;
          case "MatMul" -> weight.getDimsCount() == 2;
          default -> false;
        };
  }

  /** What a value is behind a rectifier that alone reads it: that costs nothing. */
  private String rectified(String value) {
    List<NodeProto> next = readers(value);
    boolean alone = next.size() == 1 && !outputs.contains(value);
    if (!alone) {
      return value;
    }
    NodeProto only = next.get(0);
    boolean clip =
        only.getOpType().equals("Clip")
            && only.getInputList().stream().skip(1).allMatch(constants::containsKey);
    return clip || only.getOpType().equals("Relu") ? only.getOutput(0) : value;
  }

  /** The products that compute in whole numbers. */
  Set<String> products() {
    return graph.getNodeList().stream()
        .filter(this::isProduct)
        .map(NodeProto::getName)
        .filter(operators::contains)
        .collect(Collectors.toSet());
  }
}
