package dev.graft.infer.read;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.graft.graph.Shape;
import dev.graft.weights.Excerpt;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The image that a file takes.
 *
 * @param name of the value
 * @param shape {@code (C, H, W)}, wherever the file has its channels
 * @param last whether the file has its channels last
 * @param fixedBatch how many images it is made for; 0 where that is open
 */
record Entry(String name, Shape shape, boolean last, long fixedBatch) implements Inlet {
  private static final int MOST_CHANNELS = 4;

  /** Of an image whose channels the file leaves open. */
  private static final int COLOURS = 3;

  private static final int MOST_PIXELS = 4096;

  /**
   * Finds it.
   *
   * @param height of images, where the file leaves it open; 0: the file must say
   * @param width of images alike
   */
  static Entry of(GraphProto graph, int height, int width) {
    return of(graph, height, width, false);
  }

  private static Entry of(GraphProto graph, int height, int width, boolean either) {
    Set<String> weights = new HashSet<>();
    graph.getInitializerList().forEach(tensor -> weights.add(tensor.getName()));
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(i -> !weights.contains(i.getName())).toList();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "inputs are "
              + Excerpt.listed(inputs.stream().map(ValueInfoProto::getName).toList())
              + ", must be one image");
    }
    ValueInfoProto input = inputs.get(0);
    var type = input.getType().getTensorType();
    List<Dimension> dims = type.getShape().getDimList();
    int kind = type.getElemType();
    boolean real =
        kind == DataType.FLOAT_VALUE
            || kind == DataType.FLOAT16_VALUE
            || kind == DataType.DOUBLE_VALUE;
    if (!real || dims.size() != 4) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "input %s has %d axes of %s, must be an image of floats, (N, C, H, W) or (N, H, W,"
                  + " C)",
              Excerpt.quoted(input.getName()),
              dims.size(),
              DataType.forNumber(kind)));
    }
    boolean open = dims.get(1).getDimValue() == 0 && dims.get(3).getDimValue() == 0;
    boolean first = few(dims.get(1)) || open;
    boolean last = !first && few(dims.get(3));
    if (!first && !last) {
      throw new IllegalArgumentException(
          "input " + Excerpt.quoted(input.getName()) + " does not say where its channels are");
    }
    int c = open ? COLOURS : (int) dims.get(first ? 1 : 3).getDimValue();
    int h = size(dims.get(first ? 2 : 1), height, "height", either);
    int w = size(dims.get(first ? 3 : 2), width, "width", either);
    return new Entry(input.getName(), Shape.of(c, h, w), last, dims.get(0).getDimValue());
  }

  /** Gives height and width; a side that the file leaves open is the given one. */
  static int[] sides(GraphProto graph, int otherwise) {
    Entry entry = of(graph, otherwise, otherwise, true);
    return new int[] {entry.shape.get(1), entry.shape.get(2)};
  }

  private static boolean few(Dimension dimension) {
    return dimension.getDimValue() >= 1 && dimension.getDimValue() <= MOST_CHANNELS;
  }

  private static int size(Dimension dimension, int wanted, String what, boolean either) {
    long own = dimension.getDimValue();
    long size = own > 0 ? own : wanted;
    if (size < 1 || size > MOST_PIXELS) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %d, must be 1 to %d", what, size, MOST_PIXELS));
    }
    if (own > 0 && wanted > 0 && own != wanted && !either) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the file takes images of %s %d, not %d", what, own, wanted));
    }
    return (int) size;
  }

  @Override
  public Map<String, Value> values(Drawing drawing) {
    return Map.of(name, into(drawing));
  }

  /** Draws the input, and turns it where the file has its channels last. */
  private Flow into(Drawing drawing) {
    long[] dims = {Value.BATCH, shape.get(0), shape.get(1), shape.get(2)};
    Flow image = drawing.input("input", shape, dims);
    return last ? drawing.transposed("input", image, 0, 2, 3, 1) : image;
  }
}
