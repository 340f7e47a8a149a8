package dev.graft.infer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Collects the parts of one ONNX graph in the protobuf's terms. */
final class OnnxGraph {
  /** The version of ONNX's operators that a model asks for where nothing needs a newer one. */
  static final int OPSET = 17;

  static final int IR_VERSION = 8;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> initializers = new HashSet<>();

  OnnxGraph(String name) {
    graph.setName(name);
  }

  void input(String value, Shape shape) {
    graph.addInput(info(value, TensorProto.DataType.FLOAT, batch(shape)));
  }

  void input(String value, TensorProto.DataType type, Object... dimensions) {
    graph.addInput(info(value, type, dimensions));
  }

  void output(String value, Shape shape) {
    graph.addOutput(info(value, TensorProto.DataType.FLOAT, batch(shape)));
  }

  /** Adds the nodes and constants of another graph; its values' names must be free here. */
  void addAll(List<NodeProto> nodes, List<TensorProto> constants) {
    graph.addAllNode(nodes);
    graph.addAllInitializer(constants);
    constants.forEach(constant -> initializers.add(constant.getName()));
  }

  void node(
      String type, String node, List<String> inputs, String output, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(node)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
  }

  /** Cuts a value into pieces along an axis; the second input says how long they are. */
  void split(String node, List<String> inputs, List<String> outputs, int axis) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Split")
            .setName(node)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAttribute(integer("axis", axis)));
  }

  /** Finds the greatest along an axis; the second input says how many. */
  void largest(String node, List<String> inputs, List<String> outputs, int axis) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("TopK")
            .setName(node)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAttribute(integer("axis", axis)));
  }

  /** Adds a constant unless it is there already, and names it. */
  String constant(String name, Tensor tensor) {
    return constant(name, tensor.shape().toArray(), tensor);
  }

  /** Adds a constant without dimensions. */
  String scalar(String name, float value) {
    return constant(name, new long[0], Tensor.of(Shape.of(1), value));
  }

  /** Adds a constant vector of whole numbers and names it. */
  String whole(String name, long... values) {
    return whole(name, new long[] {values.length}, values);
  }

  /** Adds a constant whole number without dimensions and names it. */
  String index(String name, long value) {
    return whole(name, new long[0], new long[] {value});
  }

  private String whole(String name, long[] dimensions, long[] values) {
    if (initializers.add(name)) {
      var proto = TensorProto.newBuilder().setName(name);
      LongStream.of(dimensions).forEach(proto::addDims);
      proto.setDataType(TensorProto.DataType.INT64.getNumber());
      LongStream.of(values).forEach(proto::addInt64Data);
      graph.addInitializer(proto);
    }
    return name;
  }

  private String constant(String name, long[] dimensions, Tensor tensor) {
    if (initializers.add(name)) {
      var proto = TensorProto.newBuilder().setName(name);
      for (long dimension : dimensions) {
        proto.addDims(dimension);
      }
      var bytes =
          ByteBuffer.allocate(tensor.values().remaining() * Float.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(tensor.values());
      proto.setDataType(TensorProto.DataType.FLOAT.getNumber());
      graph.addInitializer(proto.setRawData(ByteString.copyFrom(bytes)));
    }
    return name;
  }

  /** Counts the operators so far. */
  int nodes() {
    return graph.getNodeCount();
  }

  GraphProto build() {
    return graph.build();
  }

  static AttributeProto integer(String name, long value) {
    return attribute(name, AttributeProto.AttributeType.INT).setI(value).build();
  }

  static AttributeProto real(String name, double value) {
    return attribute(name, AttributeProto.AttributeType.FLOAT).setF((float) value).build();
  }

  static AttributeProto integers(String name, long... values) {
    var attribute = attribute(name, AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private static AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  static AttributeProto text(String name, String value) {
    return attribute(name, AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  private static Object[] batch(Shape shape) {
    return shape.open()
        ? new Object[] {"N", shape.channels(), "T"}
        : Stream.concat(Stream.of("N"), shape.dimensions().stream()).toArray();
  }

  /** Describes a value; a dimension is a number, or a name where it is open. */
  static ValueInfoProto info(String value, TensorProto.DataType type, Object... dimensions) {
    var shape = TensorShapeProto.newBuilder();
    for (Object d : dimensions) {
      var dimension = Dimension.newBuilder();
      shape.addDim(
          d instanceof Integer i ? dimension.setDimValue(i) : dimension.setDimParam(d.toString()));
    }
    var tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(value)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
