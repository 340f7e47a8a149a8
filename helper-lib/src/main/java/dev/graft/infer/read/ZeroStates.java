package dev.graft.infer.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * States of recurrent layers that begin at zero, which is what they do anyway: exporters make zeros
 * of the batch's size, in many nodes, of which none need be read once they are left out.
 */
final class ZeroStates {
  private static final Set<String> RECURRENT = Set.of("GRU", "LSTM");

  /** Where a state, and a memory, stand among the inputs. */
  private static final List<Integer> STATES = List.of(6, 5);

  /** What gives no other numbers than it takes. */
  private static final Set<String> MOVING =
      Set.of(
          "Cast",
          "Expand",
          "Identity",
          "Reshape",
          "Slice",
          "Squeeze",
          "Tile",
          "Transpose",
          "Unsqueeze");

  private static final int DEEPEST = 16;

  private final Map<String, NodeProto> makers = new HashMap<>();
  private final Map<String, TensorProto> tensors = new HashMap<>();

  private ZeroStates(GraphProto graph) {
    graph.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
    graph.getNodeList().forEach(node -> node.getOutputList().forEach(o -> makers.put(o, node)));
  }

  /** Gives the nodes of a graph, such states left out. */
  static List<NodeProto> without(GraphProto graph) {
    if (graph.getNodeList().stream().noneMatch(node -> RECURRENT.contains(node.getOpType()))) {
      return graph.getNodeList();
    }
    ZeroStates zeros = new ZeroStates(graph);
    List<NodeProto> nodes = new ArrayList<>();
    for (NodeProto node : graph.getNodeList()) {
      nodes.add(RECURRENT.contains(node.getOpType()) ? zeros.without(node) : node);
    }
    return nodes;
  }

  private NodeProto without(NodeProto node) {
    NodeProto.Builder other = node.toBuilder();
    for (int state : STATES) {
      if (state < node.getInputCount() && zero(node.getInput(state), DEEPEST)) {
        other.setInput(state, "");
      }
    }
    return other.build();
  }

  private boolean zero(String value, int deepest) {
    TensorProto tensor = tensors.get(value);
    NodeProto node = makers.get(value);
    if (tensor != null) {
      return zero(tensor);
    }
    if (node == null || deepest == 0) {
      return false;
    }
    if (MOVING.contains(node.getOpType()) && node.getInputCount() > 0) {
      return zero(node.getInput(0), deepest - 1);
    }
    List<AttributeProto> given = node.getAttributeList();
    boolean filled = node.getOpType().equals("ConstantOfShape");
    boolean constant = filled || node.getOpType().equals("Constant");
    return constant
        && (given.isEmpty() ? filled : given.get(0).hasT() && zero(given.get(0).getT()));
  }

  private static boolean zero(TensorProto tensor) {
    Known known = Known.of(tensor);
    boolean zero = true;
    for (int i = 0; zero && i < known.size(); i++) {
      zero = known.at(i) == 0;
    }
    return zero;
  }
}
