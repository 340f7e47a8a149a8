package dev.graft.infer.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What exporters put between layers and changes no number that is read: identities, and casts from
 * one kind of float to another, since all are widened. Taken out, they hide no pattern: a dense
 * layer of Keras's is a product, a cast, and a sum.
 */
final class Passing {
  private static final Set<Integer> FLOATS =
      Set.of(
          DataType.FLOAT_VALUE,
          DataType.FLOAT16_VALUE,
          DataType.BFLOAT16_VALUE,
          DataType.DOUBLE_VALUE);

  /** What is read of an image with these is whole numbers, and their casts mean something. */
  private static final Set<String> SIZES = Set.of("Shape", "Size");

  private Passing() {}

  /**
   * Leaves them out.
   *
   * @param nodes in order
   * @param image the value that is put in
   * @param output the value that is wanted, which stays
   * @return the others, reading what is before them
   */
  static List<NodeProto> without(List<NodeProto> nodes, String image, String output) {
    Set<String> flows = new HashSet<>(Set.of(image));
    Map<String, String> stands = new HashMap<>();
    List<NodeProto> left = new ArrayList<>();
    for (NodeProto node : nodes) {
      boolean flowing = node.getInputList().stream().anyMatch(flows::contains);
      if (flowing && !SIZES.contains(node.getOpType())) {
        flows.addAll(node.getOutputList());
      }
      if (flowing && passes(node) && !node.getOutput(0).equals(output)) {
        String from = node.getInput(0);
        stands.put(node.getOutput(0), stands.getOrDefault(from, from));
      } else {
        left.add(reading(node, stands));
      }
    }
    return left;
  }

  private static boolean passes(NodeProto node) {
    if (node.getInputCount() != 1 || node.getOutputCount() != 1) {
      return false;
    }
    return node.getOpType().equals("Identity")
        || node.getOpType().equals("Cast")
            && node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("to"))
                .mapToLong(AttributeProto::getI)
                .anyMatch(to -> FLOATS.contains((int) to));
  }

  private static NodeProto reading(NodeProto node, Map<String, String> stands) {
    if (node.getInputList().stream().noneMatch(stands::containsKey)) {
      return node;
    }
    NodeProto.Builder other = node.toBuilder().clearInput();
    node.getInputList().forEach(name -> other.addInput(stands.getOrDefault(name, name)));
    return other.build();
  }
}
