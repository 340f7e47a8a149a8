package dev.graft;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages what holds an ONNX model together, in a way that its seed fixes: which node reads which,
 * names, sizes, the bytes between its weights; or cuts it off.
 */
final class OnnxTangle {
  private static final long[] SIZES = {
    0,
    1,
    -1,
    2,
    3,
    5,
    12,
    32,
    104_729,
    209_458,
    65_536,
    1 << 20,
    1 << 26,
    Integer.MAX_VALUE,
    1L << 32,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final Random random;

  OnnxTangle(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L); // small seeds all begin alike
  }

  byte[] of(byte[] original) {
    try {
      ModelProto model = ModelProto.parseFrom(original);
      switch (random.nextInt(8)) {
        case 0 -> {
          return Arrays.copyOf(original, random.nextInt(original.length));
        }
        case 1, 2 -> {
          return between(model, original);
        }
        default -> {
          ModelProto.Builder tangled = model.toBuilder();
          for (int i = random.nextInt(3); i >= 0; i--) {
            tangle(tangled.getGraphBuilder());
          }
          return tangled.build().toByteArray();
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the model to damage is damaged", e);
    }
  }

  /** Damages lengths, tags and names: bytes that are no weight's. */
  private byte[] between(ModelProto model, byte[] original) {
    byte[] hollow = model.toByteArray();
    byte[] damaged = hollow.length == original.length ? hollow : original.clone();
    int[] places = places(model, damaged);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = places[random.nextInt(places.length)];
      damaged[at] = random.nextBoolean() ? (byte) (damaged[at] + 1) : (byte) random.nextInt();
    }
    return damaged;
  }

  private static int[] places(ModelProto model, byte[] bytes) {
    boolean[] weight = new boolean[bytes.length];
    int from = 0;
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      ByteString raw = tensor.getRawData();
      if (raw.size() > 16) {
        int at = found(bytes, raw.toByteArray(), from);
        Arrays.fill(weight, at, at + (at == 0 ? 0 : raw.size()), true);
        from = Math.max(from, at);
      }
    }
    return java.util.stream.IntStream.range(0, bytes.length).filter(i -> !weight[i]).toArray();
  }

  private static int found(byte[] bytes, byte[] part, int from) {
    for (int i = from; i <= bytes.length - part.length; i++) {
      if (bytes[i] == part[0] && Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return 0;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private long size() {
    return random.nextBoolean() ? random.nextInt(40) - 3 : SIZES[random.nextInt(SIZES.length)];
  }

  private void tangle(GraphProto.Builder graph) {
    if (graph.getNodeCount() < 2) {
      return;
    }
    int at = random.nextInt(graph.getNodeCount());
    NodeProto.Builder node = graph.getNodeBuilder(at);
    NodeProto other = one(graph.getNodeList());
    switch (random.nextInt(12)) {
      case 0 -> reads(node, other.getOutput(0)); // behind it: a cycle
      case 1 -> node.setOutput(0, other.getOutput(0)); // a name twice
      case 2 -> reads(node, one(graph.getInitializerList()).getName());
      case 3 -> graph.removeNode(at);
      case 4 -> graph.addNode(random.nextInt(graph.getNodeCount()), node.build());
      case 5 -> node.setOpType(other.getOpType());
      case 6 -> node.clearAttribute().addAllAttribute(other.getAttributeList());
      case 7 -> attribute(node);
      case 8 -> whole(graph);
      case 9 -> input(graph);
      case 10 -> renamed(graph);
      default -> weights(graph);
    }
  }

  private void reads(NodeProto.Builder node, String name) {
    if (node.getInputCount() > 0) {
      node.setInput(random.nextInt(node.getInputCount()), name);
    }
  }

  private void attribute(NodeProto.Builder node) {
    if (node.getAttributeCount() == 0) {
      return;
    }
    int at = random.nextInt(node.getAttributeCount());
    AttributeProto.Builder attribute = node.getAttributeBuilder(at);
    switch (random.nextInt(4)) {
      case 0 -> node.removeAttribute(at);
      case 1 -> attribute.setI(size());
      case 2 -> attribute.addInts(size());
      default -> {
        if (attribute.getIntsCount() > 0) {
          attribute.setInts(random.nextInt(attribute.getIntsCount()), size());
        } else {
          attribute.setF(Float.intBitsToFloat(random.nextInt()));
        }
      }
    }
  }

  /** Changes a number of a constant that says sizes, axes or places. */
  private void whole(GraphProto.Builder graph) {
    List<TensorProto.Builder> sizes =
        graph.getInitializerBuilderList().stream()
            .filter(t -> t.getDataType() == 7 && t.getRawData().size() >= 8)
            .toList();
    List<TensorProto.Builder> constants =
        graph.getNodeBuilderList().stream()
            .filter(n -> n.getOpType().equals("Constant") && n.getAttributeCount() > 0)
            .map(n -> n.getAttributeBuilder(0).getTBuilder())
            .filter(t -> t.getDataType() == 7 && t.getRawData().size() >= 8)
            .toList();
    List<TensorProto.Builder> all = random.nextBoolean() || constants.isEmpty() ? sizes : constants;
    if (!all.isEmpty()) {
      TensorProto.Builder tensor = one(all);
      byte[] raw = tensor.getRawData().toByteArray();
      int at = random.nextInt(raw.length / 8) * 8;
      ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).putLong(at, size());
      tensor.setRawData(ByteString.copyFrom(raw));
    }
  }

  private void input(GraphProto.Builder graph) {
    TensorShapeProto.Builder shape =
        graph
            .getInputBuilder(random.nextInt(graph.getInputCount()))
            .getTypeBuilder()
            .getTensorTypeBuilder()
            .getShapeBuilder();
    if (random.nextInt(4) == 0 || shape.getDimCount() == 0) {
      shape.addDimBuilder().setDimValue(size());
    } else {
      shape.getDimBuilder(random.nextInt(shape.getDimCount())).setDimValue(size());
    }
  }

  private void renamed(GraphProto.Builder graph) {
    String name = one(List.of("", "a.b", "/", "#shared", "x::y", "\u0000", "é".repeat(9000)));
    switch (random.nextInt(3)) {
      case 0 -> graph.getNodeBuilder(random.nextInt(graph.getNodeCount())).setName(name);
      case 1 -> {
        int at = random.nextInt(graph.getInitializerCount());
        String old = graph.getInitializer(at).getName();
        graph.getInitializerBuilder(at).setName(name);
        graph.getNodeBuilderList().stream()
            .filter(n -> n.getInputList().contains(old))
            .forEach(n -> n.setInput(n.getInputList().indexOf(old), name));
      }
      default -> graph.getOutputBuilder(0).setName(one(graph.getNodeList()).getOutput(0));
    }
  }

  /** Another count of numbers than the layer wants, all of them there. */
  private void weights(GraphProto.Builder graph) {
    int at = random.nextInt(graph.getInitializerCount());
    TensorProto.Builder tensor = graph.getInitializerBuilder(at);
    if (random.nextBoolean()) {
      tensor.mergeFrom(one(graph.getInitializerList()));
    } else if (tensor.getDimsCount() > 0) {
      long all = tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
      long rows = random.nextInt(200);
      tensor.clearDims().addDims(rows).addDims(rows == 0 ? size() : all / rows);
      tensor.setRawData(
          ByteString.copyFrom(new byte[Math.toIntExact(rows * (all / Math.max(rows, 1)) * 4)]));
    }
  }
}
