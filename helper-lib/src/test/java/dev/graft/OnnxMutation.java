package dev.graft;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Random;

/** Damages an ONNX model in a way that its seed fixes: its bytes, or what they mean. */
final class OnnxMutation {
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    2,
    3,
    7,
    8,
    255,
    65_536,
    1 << 20,
    1 << 28,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    1L << 40,
    1L << 60,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final List<String> LOCATIONS =
      List.of("w.bin", "../secret.bin", "/etc/passwd", "*/_ORT_MEM_ADDR_/*", ".", "", "a\0b");

  /** Operators that make much of little, or need what the others do not. */
  private static final List<String> OPERATORS =
      List.of(
          "ConstantOfShape",
          "Expand",
          "Tile",
          "Range",
          "Resize",
          "Pad",
          "OneHot",
          "ConvTranspose",
          "Gather",
          "GatherND",
          "GatherElements",
          "Concat",
          "MatMul",
          "Reshape",
          "Slice",
          "Split",
          "Transpose",
          "Squeeze",
          "Unsqueeze",
          "CumSum",
          "Einsum",
          "TopK",
          "ScatterND",
          "MaxPool",
          "AveragePool",
          "LSTM",
          "EyeLike",
          "Trilu",
          "DepthToSpace",
          "ReduceSum",
          "LayerNormalization",
          "InstanceNormalization",
          "QuantizeLinear",
          "DequantizeLinear",
          "Cast",
          "Where",
          "Shape",
          "NonZero",
          "Compress",
          "LRN",
          "Softmax",
          "ArgMax",
          "GridSample",
          "If",
          "Loop",
          "Scan");

  private static final List<String> ATTRIBUTES =
      List.of(
          "axis",
          "axes",
          "perm",
          "kernel_shape",
          "strides",
          "pads",
          "dilations",
          "group",
          "to",
          "ceil_mode",
          "keepdims",
          "equation",
          "blocksize",
          "output_padding",
          "output_shape",
          "split",
          "mode",
          "coordinate_transformation_mode",
          "auto_pad",
          "hidden_size",
          "value",
          "batch_dims");

  private final Random random;

  OnnxMutation(long seed) {
    random = new Random(seed);
  }

  byte[] of(byte[] original) {
    if (random.nextInt(3) == 0) {
      byte[] damaged = original.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      return damaged;
    }
    ModelProto.Builder model;
    try {
      model = ModelProto.parseFrom(original).toBuilder();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException("the model to damage is damaged", e);
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      damage(model);
    }
    return model.build().toByteArray();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private long number() {
    return random.nextInt(3) == 0
        ? random.nextInt(20) - 4
        : NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private void damage(ModelProto.Builder model) {
    GraphProto.Builder graph = model.getGraphBuilder();
    switch (random.nextInt(9)) {
      case 0 -> between(graph);
      case 1 -> tensor(graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount())));
      case 2 ->
          graph.getNodeBuilder(random.nextInt(graph.getNodeCount())).setOpType(one(OPERATORS));
      case 3, 4 ->
          graph.getNodeBuilder(random.nextInt(graph.getNodeCount())).addAttribute(attribute());
      case 5 -> attributes(graph.getNodeBuilder(random.nextInt(graph.getNodeCount())));
      case 6 -> names(graph);
      case 7 -> around(model);
      default -> constant(graph);
    }
  }

  /** Puts a node between two others. */
  private void between(GraphProto.Builder graph) {
    int at = random.nextInt(graph.getNodeCount());
    NodeProto.Builder node = graph.getNodeBuilder(at);
    if (node.getInputCount() == 0) {
      return;
    }
    String name = "m" + random.nextInt(1000);
    String shape = "s" + random.nextInt(1000);
    graph.addInitializer(whole(shape));
    graph.addInitializer(whole(shape + "b"));
    NodeProto.Builder more = OnnxModels.node(one(OPERATORS), name, node.getInput(0)).toBuilder();
    for (String other : List.of(shape, shape + "b", node.getInput(node.getInputCount() - 1))) {
      if (random.nextBoolean()) {
        more.addInput(other);
      }
    }
    if (random.nextBoolean()) {
      more.addAttribute(attribute());
    }
    node.setInput(0, name);
    graph.addNode(at, more);
  }

  private TensorProto whole(String name) {
    int count = 1 + random.nextInt(5);
    var tensor = TensorProto.newBuilder().setName(name).setDataType(7).addDims(count);
    for (int i = 0; i < count; i++) {
      tensor.addInt64Data(random.nextBoolean() ? 1 + random.nextInt(8) : number());
    }
    return tensor.build();
  }

  private void tensor(TensorProto.Builder tensor) {
    switch (random.nextInt(6)) {
      case 0 -> tensor.addDims(number());
      case 1 -> {
        if (tensor.getDimsCount() > 0) {
          tensor.setDims(random.nextInt(tensor.getDimsCount()), number());
        }
      }
      case 2 -> tensor.setDataType(random.nextInt(24));
      case 3 -> tensor.setRawData(ByteString.copyFrom(new byte[random.nextInt(64)]));
      case 4 -> tensor.mergeFrom(outside());
      default -> {
        long elements = tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
        int type = 1 + random.nextInt(16);
        int width = type == 7 || type == 11 || type == 13 ? 8 : type == 1 || type == 6 ? 4 : 1;
        if (elements >= 0 && elements < 10_000) {
          byte[] bytes = new byte[(int) elements * width];
          random.nextBytes(bytes);
          tensor.clearFloatData().setDataType(type).setRawData(ByteString.copyFrom(bytes));
        }
      }
    }
  }

  private TensorProto outside() {
    var tensor = TensorProto.newBuilder().setDataLocation(TensorProto.DataLocation.EXTERNAL);
    tensor.addExternalData(entry("location", one(LOCATIONS)));
    if (random.nextBoolean()) {
      tensor.addExternalData(entry("offset", "" + number()));
      tensor.addExternalData(entry("length", "" + number()));
    }
    return tensor.build();
  }

  private static StringStringEntryProto.Builder entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
  }

  private AttributeProto attribute() {
    var attribute = AttributeProto.newBuilder().setName(one(ATTRIBUTES));
    TensorProto constant = OnnxModels.weights("t", 1 + random.nextInt(3));
    SparseTensorProto sparse =
        SparseTensorProto.newBuilder()
            .setValues(constant.toBuilder().mergeFrom(outside()))
            .addDims(3)
            .build();
    switch (random.nextInt(9)) {
      case 0 -> attribute.setType(AttributeType.FLOAT).setF(random.nextFloat() * number());
      case 1, 2 -> attribute.setType(AttributeType.INT).setI(number());
      case 3, 4 -> {
        attribute.setType(AttributeType.INTS);
        for (int i = random.nextInt(6); i > 0; i--) {
          attribute.addInts(random.nextBoolean() ? random.nextInt(4) : number());
        }
      }
      case 5 ->
          attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8("bij,bjk->bik"));
      case 6 ->
          attribute.setType(AttributeType.TENSOR).setT(constant.toBuilder().mergeFrom(outside()));
      case 7 -> attribute.setType(AttributeType.SPARSE_TENSOR).setSparseTensor(sparse);
      default -> attribute.setType(AttributeType.GRAPH).setG(GraphProto.newBuilder().setName("g"));
    }
    return attribute.build();
  }

  private void attributes(NodeProto.Builder node) {
    for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
      if (attribute.getIntsCount() > 0) {
        attribute.setInts(random.nextInt(attribute.getIntsCount()), number());
      } else if (attribute.hasI()) {
        attribute.setI(number());
      } else {
        attribute.setType(AttributeType.forNumber(random.nextInt(15)));
      }
    }
  }

  private void names(GraphProto.Builder graph) {
    NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
    NodeProto other = graph.getNode(random.nextInt(graph.getNodeCount()));
    if (random.nextBoolean() && node.getInputCount() > 0) {
      node.setInput(
          random.nextInt(node.getInputCount()), random.nextBoolean() ? "" : other.getOutput(0));
    } else if (random.nextBoolean()) {
      node.addInput(other.getOutput(0));
    } else {
      node.addOutput("more" + random.nextInt(3));
    }
  }

  private void around(ModelProto.Builder model) {
    NodeProto node =
        OnnxModels.node("Relu", "y", "x").toBuilder().addAttribute(attribute()).build();
    switch (random.nextInt(5)) {
      case 0 -> model.addFunctions(FunctionProto.newBuilder().setName("Relu").addNode(node));
      case 1 ->
          model.addTrainingInfo(
              TrainingInfoProto.newBuilder()
                  .setAlgorithm(GraphProto.newBuilder().addNode(node).addInitializer(outside())));
      case 2 ->
          model
              .getGraphBuilder()
              .addSparseInitializer(SparseTensorProto.newBuilder().setValues(outside()));
      case 3 ->
          model.setOpsetImport(
              0, model.getOpsetImport(0).toBuilder().setVersion(11 + random.nextInt(12)));
      default -> model.setProducerName("ORTM" + "x".repeat(random.nextInt(60)));
    }
  }

  private void constant(GraphProto.Builder graph) {
    tensor(
        graph
            .addInitializerBuilder()
            .setName("m" + random.nextInt(9))
            .setDataType(1)
            .addDims(1)
            .addFloatData(1));
  }
}
