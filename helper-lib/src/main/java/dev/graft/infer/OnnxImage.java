package dev.graft.infer;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.graft.graph.Shape;
import dev.graft.weights.Excerpt;
import java.util.List;
import java.util.Locale;

/** Tells where the channels of an ONNX value stand. */
final class OnnxImage {
  private OnnxImage() {}

  /** Tells (N, H, W, 3) from (N, 3, H, W); any other input is refused. */
  static boolean channelsLast(ValueInfoProto input, Shape in) {
    TypeProto.Tensor type = input.getType().getTensorType();
    String said = "input " + Excerpt.quoted(input.getName()) + " is ";
    if (type.getElemType() != DataType.FLOAT.getNumber()) {
      throw new IllegalArgumentException(
          said
              + "of type "
              + DataType.forNumber(type.getElemType())
              + ", must be FLOAT; a model with its preprocessing inside cannot be a backbone");
    }
    List<Dimension> dims = type.getShape().getDimList();
    if (!type.hasShape()) {
      return false;
    }
    List<String> shown =
        dims.stream().limit(12).map(d -> d.hasDimValue() ? "" + d.getDimValue() : "?").toList();
    boolean image = dims.size() == 4;
    boolean last = image && dims.get(3).getDimValue() == 3 && !is(dims.get(1), 3);
    if (!image || !last && !is(dims.get(1), 3)) {
      throw new IllegalArgumentException(said + shown + ", must be (N, 3, H, W) or (N, H, W, 3)");
    }
    int height = last ? 1 : 2;
    if (!is(dims.get(height), in.get(1)) || !is(dims.get(height + 1), in.get(2))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s%s, the contract says %d × %d pixels",
              said,
              shown,
              in.get(1),
              in.get(2)));
    }
    return last;
  }

  private static boolean is(Dimension dimension, int wanted) {
    return !dimension.hasDimValue() || dimension.getDimValue() == wanted;
  }

  /** Tells by its equal sides how a feature map of a channels-last model lies. */
  static boolean channelsLast(Shape map) {
    boolean first = map.get(1) == map.get(2);
    boolean last = map.get(0) == map.get(1);
    if (first == last) {
      throw new IllegalArgumentException(
          "output is " + map + ", which does not tell where its channels stand; choose another");
    }
    return last;
  }
}
