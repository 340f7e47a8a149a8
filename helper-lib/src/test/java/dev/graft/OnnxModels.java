package dev.graft;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** Small ONNX models, written by hand. */
final class OnnxModels {
  private OnnxModels() {}

  /** Image (N, 3, 8, 8): Conv "map", GlobalAveragePool, Flatten "features", Gemm "logits". */
  static ModelProto.Builder classifier() {
    return model(
        GraphProto.newBuilder()
            .setName("tiny")
            .addInput(image("image", -1, 3, 8, 8))
            .addOutput(image("logits", -1, 2))
            .addNode(node("Conv", "map", "image", "w"))
            .addNode(node("Relu", "relu", "map"))
            .addNode(node("GlobalAveragePool", "pooled", "relu"))
            .addNode(node("Flatten", "features", "pooled"))
            .addNode(
                node("Gemm", "logits", "features", "fc").toBuilder()
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("transB")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(1)))
            .addInitializer(weights("w", 4, 3, 3, 3))
            .addInitializer(weights("fc", 2, 4)));
  }

  /** The same network as tf2onnx writes it: image (N, 8, 8, 3), transposed before the Conv. */
  static ModelProto.Builder channelsLast() {
    GraphProto graph = classifier().getGraph();
    var first = node("Transpose", "nchw", "pixels").toBuilder();
    first.addAttribute(
        AttributeProto.newBuilder()
            .setName("perm")
            .setType(AttributeProto.AttributeType.INTS)
            .addAllInts(List.of(0L, 3L, 1L, 2L)));
    var last = node("Transpose", "nhwc", "relu").toBuilder();
    last.addAttribute(
        AttributeProto.newBuilder()
            .setName("perm")
            .setType(AttributeProto.AttributeType.INTS)
            .addAllInts(List.of(0L, 2L, 3L, 1L)));
    return model(
        graph.toBuilder()
            .setInput(0, image("pixels", -1, 8, 8, 3))
            .clearNode()
            .addNode(first)
            .addNode(node("Conv", "map", "nchw", "w"))
            .addNode(graph.getNode(1))
            .addNode(last)
            .addAllNode(graph.getNodeList().subList(2, 5)));
  }

  /** Image (N, 3, 8, 8) through what convolutional networks and transformers are made of. */
  static ModelProto.Builder varied() {
    return model(
        GraphProto.newBuilder()
            .setName("varied")
            .addInput(image("image", -1, 3, 8, 8))
            .addOutput(image("logits", -1, 2))
            .addInitializer(weights("w", 4, 3, 3, 3))
            .addInitializer(weights("ones", 4))
            .addInitializer(weights("deep", 4, 1, 3, 3))
            .addInitializer(weights("up", 4, 2, 2, 2))
            .addInitializer(weights("last", 8))
            .addInitializer(weights("fc", 2, 8))
            .addInitializer(whole("zero", 0))
            .addInitializer(whole("two", 2))
            .addInitializer(whole("tokens", 6, -1))
            .addInitializer(whole("pads", 0, 0, 1, 1, 0, 0, 1, 1))
            .addInitializer(
                weights("scales", 4).toBuilder()
                    .clearFloatData()
                    .addAllFloatData(List.of(1f, 1f, 2f, 2f))
                    .build())
            .addNode(node("Pad", "padded", "image", "pads"))
            .addNode(node("Conv", "map", "padded", "w"))
            .addNode(node("BatchNormalization", "norm", "map", "ones", "ones", "ones", "ones"))
            .addNode(node("Relu", "relu", "norm"))
            .addNode(with(node("Conv", "thin", "relu", "deep"), "group", 4))
            .addNode(with(node("MaxPool", "pool", "thin"), "kernel_shape", 2, 2))
            .addNode(with(node("ConvTranspose", "spread", "pool", "up"), "strides", 1, 1))
            .addNode(node("Resize", "larger", "spread", "", "scales"))
            .addNode(with(node("Concat", "joined", "larger", "larger"), "axis", 1))
            .addNode(node("Shape", "shape", "joined"))
            .addNode(node("Slice", "batch", "shape", "zero", "two"))
            .addNode(with(node("Concat", "to", "batch", "rest"), "axis", 0))
            .addNode(node("Reshape", "rows", "joined", "to"))
            .addNode(with(node("Transpose", "turned", "rows"), "perm", 0, 2, 1))
            .addNode(node("LayerNormalization", "tokensNorm", "turned", "lastScale"))
            .addNode(node("MatMul", "scores", "tokensNorm", "rows"))
            .addNode(node("Softmax", "shares", "scores"))
            .addNode(node("MatMul", "mixed", "shares", "tokensNorm"))
            .addNode(with(node("ReduceMean", "features", "mixed"), "axes", 1))
            .addNode(node("Flatten", "flat", "features"))
            .addNode(with(node("Gemm", "logits", "flat", "fc"), "transB", 1))
            .addInitializer(whole("rest", -1))
            .addInitializer(weights("lastScale", 4)));
  }

  static NodeProto with(NodeProto node, String name, long... values) {
    var attribute = AttributeProto.newBuilder().setName(name);
    boolean one = values.length == 1 && !name.equals("axes");
    attribute.setType(one ? AttributeProto.AttributeType.INT : AttributeProto.AttributeType.INTS);
    LongStream.of(values)
        .forEach(
            v -> {
              if (one) {
                attribute.setI(v);
              } else {
                attribute.addInts(v);
              }
            });
    return node.toBuilder().addAttribute(attribute).build();
  }

  static TensorProto whole(String name, long... values) {
    var tensor = TensorProto.newBuilder().setName(name).setDataType(7).addDims(values.length);
    LongStream.of(values).forEach(tensor::addInt64Data);
    return tensor.build();
  }

  static ModelProto.Builder model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph);
  }

  static NodeProto node(String type, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(output + "_node")
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  static ValueInfoProto image(String name, int... dimensions) {
    var shape = TensorShapeProto.newBuilder();
    for (int d : dimensions) {
      var dimension = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(d < 0 ? dimension.setDimParam("N") : dimension.setDimValue(d));
    }
    var tensor = TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Values that go through sin. */
  static TensorProto weights(String name, long... dimensions) {
    var tensor = TensorProto.newBuilder().setName(name).setDataType(1);
    int size = (int) LongStream.of(dimensions).reduce(1, (a, b) -> a * b);
    LongStream.of(dimensions).forEach(tensor::addDims);
    for (int i = 0; i < size; i++) {
      tensor.addFloatData((float) Math.sin(i + 1));
    }
    return tensor.build();
  }

  static Path write(Path file, ModelProto.Builder model) {
    try {
      return Files.write(file, model.build().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
