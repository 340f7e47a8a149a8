package dev.graft.infer.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks from a node at those that read it, so that what an exporter wrote out in several nodes is
 * drawn as the one layer that it was.
 */
final class Ahead {
  private final Map<String, List<NodeProto>> readers = new HashMap<>();
  private final Map<String, NodeProto> makers = new HashMap<>();
  private final Set<String> outputs = new HashSet<>();
  private final Map<String, Value> values;
  private final Set<NodeProto> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<NodeProto> samples = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, TensorProto> tensors = new HashMap<>();
  private NodeProto standing;

  Ahead(GraphProto graph, List<NodeProto> nodes, Map<String, Value> values) {
    this.values = values;
    graph.getOutputList().forEach(output -> outputs.add(output.getName()));
    graph.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
    for (NodeProto node : nodes) {
      node.getOutputList().forEach(value -> makers.put(value, node));
      Set.copyOf(node.getInputList())
          .forEach(value -> readers.computeIfAbsent(value, v -> new ArrayList<>()).add(node));
    }
  }

  /** Finds the one node that reads what a node gives, if it is of an operator. */
  Optional<NodeProto> onlyReader(NodeProto node, String operator) {
    String value = node.getOutput(0);
    List<NodeProto> all = readers.getOrDefault(value, List.of());
    return all.size() == 1 && !outputs.contains(value) && is(all.get(0), operator)
        ? Optional.of(all.get(0))
        : Optional.empty();
  }

  List<NodeProto> readers(NodeProto node) {
    String value = node.getOutput(0);
    return outputs.contains(value) ? List.of() : readers.getOrDefault(value, List.of());
  }

  Optional<NodeProto> maker(String value) {
    return Optional.ofNullable(makers.get(value));
  }

  static boolean is(NodeProto node, String operator) {
    return node.getOpType().equals(operator) && node.getOutputCount() == 1;
  }

  boolean reads(NodeProto node, String value) {
    return node.getInputList().contains(value);
  }

  /** Gives the constant that a node of two inputs reads beside a value. */
  Optional<Known> constantOf(NodeProto node, String beside) {
    if (node.getInputCount() != 2) {
      return Optional.empty();
    }
    String other = node.getInput(node.getInput(0).equals(beside) ? 1 : 0);
    return values.get(other) instanceof Known known ? Optional.of(known) : Optional.empty();
  }

  Optional<Known> constant(String value) {
    return values.get(value) instanceof Known known ? Optional.of(known) : Optional.empty();
  }

  /** Gives a number that the file itself holds, which may be forgotten here by now. */
  Optional<Known> stored(String value) {
    return constant(value)
        .or(() -> Optional.ofNullable(tensors.get(value)).map(Known::of))
        .or(
            () ->
                maker(value)
                    .filter(node -> node.getOpType().equals("Constant"))
                    .flatMap(node -> node.getAttributeList().stream().findFirst())
                    .filter(AttributeProto::hasT)
                    .map(attribute -> Known.of(attribute.getT())));
  }

  /** Says that what the present step gives is what that node would. */
  void standsFor(NodeProto node) {
    standing = node;
    done.add(node);
  }

  /** Says that a node counts the samples. */
  void counted(NodeProto node) {
    samples.add(node);
  }

  boolean countsSamples(NodeProto node) {
    return samples.contains(node);
  }

  /** Says that nothing reads a node any more. */
  void skip(NodeProto node) {
    done.add(node);
  }

  boolean isDone(NodeProto node) {
    return done.contains(node);
  }

  /** Gives the node that the last step stood for, once. */
  Optional<NodeProto> stood() {
    Optional<NodeProto> node = Optional.ofNullable(standing);
    standing = null;
    return node;
  }
}
