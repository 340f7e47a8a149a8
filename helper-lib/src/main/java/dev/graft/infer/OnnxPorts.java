package dev.graft.infer;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.graft.graph.Shape;
import dev.graft.infer.gate.OnnxGate;
import java.util.List;

/**
 * The first part of a model as a model of its own: images {@code (N, 3, H, W)} in, one value out,
 * the batch left open. Where the model wants {@code (N, H, W, 3)}, transpositions are put around.
 */
record OnnxPorts(ModelProto model, OnnxCut cut, String output, Shape in) {

  /** The whole of such a part is a body, as of what {@code exportOnnx} makes of a layer. */
  private static final StringStringEntryProto HEADLESS =
      StringStringEntryProto.newBuilder()
          .setKey(OnnxMetadata.OUTPUT)
          .setValue(OnnxMetadata.FEATURES)
          .build();

  /** Makes the part and finds by a trial what shape its output has. */
  OnnxPart part() {
    List<NodeProto> nodes = cut.nodesOf(output);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("nothing computes the output \"" + output + "\"");
    }
    ValueInfoProto input = cut.inputOf(nodes);
    boolean last = OnnxImage.channelsLast(input, in);
    GraphProto.Builder graph = GraphProto.newBuilder().setName(model.getGraph().getName());
    String name = last ? input.getName() + "/nchw" : input.getName();
    graph.addInput(OnnxGraph.info(name, DataType.FLOAT, "N", in.get(0), in.get(1), in.get(2)));
    if (last) {
      graph.addNode(transposed(name, input.getName(), 0, 2, 3, 1));
    }
    nodes.forEach(node -> graph.addNode(node.toBuilder().clearDomain().clearDocString()));
    graph.addAllInitializer(cut.constantsOf(nodes));
    ModelProto open = with(graph.clone().addOutput(anything(output)));
    Shape shape = tried(open);
    if (last && shape.rank() == 3 && OnnxImage.channelsLast(shape)) {
      graph.addNode(transposed(output, output + "/nchw", 0, 3, 1, 2));
      return closed(graph, output + "/nchw", Shape.of(shape.get(2), shape.get(0), shape.get(1)));
    }
    return closed(graph, output, shape);
  }

  /** Runs two images if they cost little, and asks what as many as are computed at once will. */
  private Shape tried(ModelProto open) {
    OnnxGate.requireLight(open, OnnxProbe.BATCH);
    Shape shape = OnnxProbe.outputShape(open, in);
    OnnxGate.requireLight(open, OnnxSession.mostAtOnce());
    return shape;
  }

  private OnnxPart closed(GraphProto.Builder graph, String value, Shape shape) {
    Object[] dimensions = new Object[shape.rank() + 1];
    dimensions[0] = "N";
    for (int axis = 0; axis < shape.rank(); axis++) {
      dimensions[axis + 1] = shape.get(axis);
    }
    graph.addOutput(OnnxGraph.info(value, DataType.FLOAT, dimensions));
    return new OnnxPart(with(graph), shape);
  }

  private ModelProto with(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(Math.max(model.getIrVersion(), OnnxGraph.IR_VERSION))
        .setProducerName(model.getProducerName())
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OnnxGate.opset(model)))
        .setGraph(graph)
        .addMetadataProps(HEADLESS)
        .build();
  }

  private static ValueInfoProto anything(String value) {
    var tensor = TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber());
    return ValueInfoProto.newBuilder()
        .setName(value)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static NodeProto transposed(String from, String to, long... order) {
    return NodeProto.newBuilder()
        .setOpType("Transpose")
        .setName(to + "/transpose")
        .addInput(from)
        .addOutput(to)
        .addAttribute(OnnxGraph.integers("perm", order))
        .build();
  }
}
