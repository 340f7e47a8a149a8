package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Draws a graph as a stranger's tool would, whatever its nodes ask for. */
final class OnnxDrawing {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("g");
  private final Set<String> constants = new HashSet<>();

  /** Takes images {@code (N, 3, 8, 8)} as {@code x}. */
  GraphProto from(String output) {
    var shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("N");
    IntStream.of(3, 8, 8).forEach(size -> shape.addDimBuilder().setDimValue(size));
    graph.addInput(value("x").setType(tensor(shape)));
    return graph.addOutput(value(output).setType(tensor(TensorShapeProto.newBuilder()))).build();
  }

  void node(String type, String output, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
  }

  /** Adds ones of a shape. */
  String ones(String name, int... dims) {
    float[] values = new float[IntStream.of(dims).reduce(1, Math::multiplyExact)];
    Arrays.fill(values, 1);
    return constant(name, dims, values);
  }

  String vector(String name, float... values) {
    return constant(name, new int[] {values.length}, values);
  }

  String scalar(String name, float value) {
    return constant(name, new int[0], value);
  }

  String whole(String name, long... values) {
    if (constants.add(name)) {
      var tensor = TensorProto.newBuilder().setName(name).addDims(values.length);
      tensor.setDataType(DataType.INT64.getNumber());
      LongStream.of(values).forEach(tensor::addInt64Data);
      graph.addInitializer(tensor);
    }
    return name;
  }

  private String constant(String name, int[] dims, float... values) {
    if (constants.add(name)) {
      var tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
      IntStream.of(dims).forEach(tensor::addDims);
      for (float value : values) {
        tensor.addFloatData(value);
      }
      graph.addInitializer(tensor);
    }
    return name;
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto integers(String name, long... values) {
    var attribute = AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    LongStream.of(values).forEach(attribute::addInts);
    return attribute.build();
  }

  private static ValueInfoProto.Builder value(String name) {
    return ValueInfoProto.newBuilder().setName(name);
  }

  private static TypeProto tensor(TensorShapeProto.Builder shape) {
    var tensor = TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber());
    return TypeProto.newBuilder().setTensorType(tensor.setShape(shape)).build();
  }
}
