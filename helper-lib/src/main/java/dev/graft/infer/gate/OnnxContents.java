package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import dev.graft.weights.Excerpt;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Demands that all parts of an ONNX model, those that are never run too, hold numbers and texts and
 * nothing else: attributes of the kinds that are listed here, tensors with their bytes inside the
 * file, no graphs in nodes, no operators but ONNX's own.
 */
final class OnnxContents {
  static final Set<String> STANDARD = Set.of("", "ai.onnx");

  /** The kinds of attributes that are taken, and the one field that each may fill. */
  private static final Map<AttributeType, Integer> KINDS =
      Map.of(
          AttributeType.FLOAT, AttributeProto.F_FIELD_NUMBER,
          AttributeType.INT, AttributeProto.I_FIELD_NUMBER,
          AttributeType.STRING, AttributeProto.S_FIELD_NUMBER,
          AttributeType.TENSOR, AttributeProto.T_FIELD_NUMBER,
          AttributeType.FLOATS, AttributeProto.FLOATS_FIELD_NUMBER,
          AttributeType.INTS, AttributeProto.INTS_FIELD_NUMBER,
          AttributeType.STRINGS, AttributeProto.STRINGS_FIELD_NUMBER);

  private static final Set<Integer> WHATEVER_KIND =
      Set.of(
          AttributeProto.NAME_FIELD_NUMBER,
          AttributeProto.TYPE_FIELD_NUMBER,
          AttributeProto.DOC_STRING_FIELD_NUMBER);

  private static final int MOST_NODES = 50_000;

  private OnnxContents() {}

  /** Weights may still lie outside of the file; who reads them sees where. */
  static void require(ModelProto model) {
    GraphProto graph = model.getGraph();
    if (graph.getNodeCount() > MOST_NODES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "model has %,d nodes, at most %,d are read",
              graph.getNodeCount(),
              MOST_NODES));
    }
    OnnxText.requireName(graph.getName());
    graph.getInputList().forEach(input -> OnnxText.requireName(input.getName()));
    graph.getNodeList().forEach(OnnxContents::requireOperator);
    requireDense(graph);
    for (TrainingInfoProto training : model.getTrainingInfoList()) {
      requireInside(training.getInitialization());
      requireInside(training.getAlgorithm());
    }
    model.getFunctionsList().forEach(OnnxContents::requireFunction);
  }

  /** A function of the model's may not stand in for an operator of ONNX's. */
  private static void requireFunction(FunctionProto function) {
    if (STANDARD.contains(function.getDomain())) {
      throw new IllegalArgumentException(
          "the model says what %s is; only ONNX's own operators are run"
              .formatted(Excerpt.quoted(function.getName())));
    }
    function.getNodeList().forEach(node -> requireAttributes(node, true));
    function
        .getAttributeProtoList()
        .forEach(a -> require(a, "function " + function.getName(), true));
  }

  private static void requireInside(GraphProto graph) {
    graph.getNodeList().forEach(node -> requireAttributes(node, false));
    graph.getInitializerList().forEach(OnnxTensors::requireInside);
    requireDense(graph);
  }

  private static void requireDense(GraphProto graph) {
    if (graph.getSparseInitializerCount() > 0) {
      throw new IllegalArgumentException("sparse weights are not read");
    }
  }

  private static void requireOperator(NodeProto node) {
    OnnxText.requireName(node.getName());
    OnnxText.requireName(node.getOpType());
    node.getInputList().forEach(OnnxText::requireName);
    node.getOutputList().forEach(OnnxText::requireName);
    if (!STANDARD.contains(node.getDomain()) || !node.getOverload().isEmpty()) {
      throw new IllegalArgumentException(
          "%s is of the domain %s; only ONNX's own operators are run"
              .formatted(said(node), Excerpt.quoted(node.getDomain() + node.getOverload())));
    }
    requireAttributes(node, false);
  }

  static String said(NodeProto node) {
    return "node %s (%s)".formatted(Excerpt.quoted(node.getName()), Excerpt.of(node.getOpType()));
  }

  private static void requireAttributes(NodeProto node, boolean inFunction) {
    for (AttributeProto attribute : node.getAttributeList()) {
      require(attribute, said(node), inFunction);
    }
    long names = node.getAttributeList().stream().map(AttributeProto::getName).distinct().count();
    if (names < node.getAttributeCount()) {
      throw new IllegalArgumentException(said(node) + " has an attribute twice");
    }
  }

  private static void require(AttributeProto attribute, String said, boolean inFunction) {
    OnnxText.requireName(attribute.getName());
    if (attribute.hasG() || attribute.getGraphsCount() > 0) {
      throw new IllegalArgumentException(
          said + " holds a graph of its own; export the model without control flow");
    }
    boolean refers = inFunction && attribute.hasRefAttrName();
    Integer own =
        refers
            ? Integer.valueOf(AttributeProto.REF_ATTR_NAME_FIELD_NUMBER)
            : KINDS.get(attribute.getType());
    boolean taken =
        own != null
            && attribute.getAllFields().keySet().stream()
                .allMatch(f -> f.getNumber() == own || WHATEVER_KIND.contains(f.getNumber()));
    if (!taken) {
      throw new IllegalArgumentException(
          "%s: attribute %s is of the kind %s and holds %s; taken are numbers, texts and tensors"
              .formatted(
                  said,
                  Excerpt.quoted(attribute.getName()),
                  attribute.getType(),
                  attribute.getAllFields().keySet().stream()
                      .filter(f -> !WHATEVER_KIND.contains(f.getNumber()))
                      .map(f -> f.getName())
                      .toList()));
    }
    if (attribute.hasT()) {
      OnnxTensors.requireInside(attribute.getT());
    }
  }

  /** Demands that no value is called like another. */
  static void requireOnce(Collection<TensorProto> weights) {
    long names = weights.stream().map(TensorProto::getName).distinct().count();
    if (names < weights.size()) {
      throw new IllegalArgumentException("two weights have one name");
    }
  }
}
