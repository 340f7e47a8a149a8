package dev.graft.infer;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Puts an ONNX model into a larger one. Its values keep their names, but for those that the larger
 * one needs: they get {@code onnx/} in front.
 */
final class OnnxInline {
  private final GraphProto body;
  private final String input;
  private final Collection<String> reserved;

  private OnnxInline(GraphProto body, String input, Collection<String> reserved) {
    this.body = body;
    this.input = input;
    this.reserved = reserved;
  }

  /**
   * Adds nodes and constants.
   *
   * @param input the value that the model reads
   * @param reserved names of the larger model's layers
   * @return the value that the model gives
   */
  static String into(OnnxGraph onnx, ModelProto model, String input, Collection<String> reserved) {
    return new OnnxInline(model.getGraph(), input, reserved).into(onnx);
  }

  private String into(OnnxGraph onnx) {
    List<NodeProto> nodes = new ArrayList<>();
    for (NodeProto node : body.getNodeList()) {
      NodeProto.Builder renamed = node.toBuilder().setName(own(node.getName()));
      renamed.clearInput().clearOutput();
      node.getInputList().forEach(value -> renamed.addInput(renamed(value)));
      node.getOutputList().forEach(value -> renamed.addOutput(renamed(value)));
      nodes.add(renamed.build());
    }
    List<TensorProto> constants =
        body.getInitializerList().stream()
            .map(tensor -> tensor.toBuilder().setName(renamed(tensor.getName())).build())
            .toList();
    onnx.addAll(nodes, constants);
    return renamed(body.getOutput(0).getName());
  }

  private String renamed(String value) {
    return value.equals(body.getInput(0).getName()) ? input : own(value);
  }

  /** An empty name stays: it is an input left out. */
  private String own(String name) {
    boolean taken =
        name.startsWith("onnx/")
            || reserved.stream()
                .anyMatch(
                    r -> name.equals(r) || name.startsWith(r + ".") || name.startsWith(r + "/"));
    return taken ? "onnx/" + name : name;
  }
}
