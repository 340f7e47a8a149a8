package dev.graft.infer;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.graft.data.Contract;
import dev.graft.data.InputContract;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.util.List;

/** What stands before the network's first value in an ONNX file. */
interface OnnxInput {
  /** Nothing: the input is the network's. */
  OnnxInput TENSOR = OnnxGraph::input;

  /** Adds the file's input and all up to the value of the given name and shape. */
  void into(OnnxGraph onnx, String value, Shape shape);

  /** Tells which version of ONNX's operators this needs. */
  default int opset() {
    return OnnxGraph.OPSET;
  }

  static OnnxInput of(Onnx.Input input, Contract contract) {
    if (!(contract instanceof InputContract photos)) {
      return texts(input);
    }
    return switch (input) {
      case TENSOR -> TENSOR;
      case PIXELS -> new Pixels(photos);
      case PHOTOS -> new Photos(photos);
    };
  }

  private static OnnxInput texts(Onnx.Input input) {
    if (input != Onnx.Input.TENSOR) {
      throw new IllegalArgumentException(
          "a model of texts takes ids and a mask, neither pixels nor photos");
    }
    return OnnxInput::ids;
  }

  /** Whole numbers {@code (N, T)} under the names that Hugging Face's files have. */
  private static void ids(OnnxGraph onnx, String value, Shape shape) {
    String name = value.equals("mask") ? "attention_mask" : "input_ids";
    onnx.input(name, DataType.INT64, "N", "T");
    var toFloat = OnnxGraph.integer("to", DataType.FLOAT.getNumber());
    onnx.node("Cast", name + "/float", List.of(name), name + "/float", toFloat);
    String row = onnx.whole("texts/row", 0, 1, -1);
    onnx.node("Reshape", value, List.of(name + "/float", row), value);
  }

  /** Bytes of the network's size: colour order, mean and std. */
  record Pixels(InputContract contract) implements OnnxInput {
    @Override
    public void into(OnnxGraph onnx, String value, Shape shape) {
      onnx.input("pixels", DataType.UINT8, "N", contract.height(), contract.width(), 3);
      normalize(onnx, planes(onnx, "pixels"), value, contract);
    }
  }

  /** Bytes of any size: Graft's resize and centre crop, then as {@link Pixels}. */
  record Photos(InputContract contract) implements OnnxInput {
    private static final int RESIZE_ANTIALIASED = 18;

    /** So many times as long as short is a photo resized whole; of longer ones the middle is. */
    private static final long MOST_OBLONG = 64;

    @Override
    public int opset() {
      return RESIZE_ANTIALIASED;
    }

    @Override
    public void into(OnnxGraph onnx, String value, Shape shape) {
      onnx.input("photos", DataType.UINT8, "N", "height", "width", 3);
      String planes = planes(onnx, middle(onnx));
      String sizes = sizes(onnx, planes);
      String resized =
          switch (contract.interpolation()) {
            case BILINEAR -> OnnxResize.bilinear(onnx, planes, sizes);
            case BICUBIC -> OnnxResize.bicubic(onnx, planes, sizes);
          };
      normalize(onnx, cropped(onnx, resized, sizes), value, contract);
    }

    /**
     * Cuts both ends off a very long photo: 20,000 by 2 pixels would become 2,560,000 by 256. What
     * goes is twice the short side or a multiple of it, so that the pixels of the resized photo
     * stay where they were.
     */
    private String middle(OnnxGraph onnx) {
      var from = OnnxGraph.integer("start", 1);
      var to = OnnxGraph.integer("end", 3);
      onnx.node("Shape", "photos/sides", List.of("photos"), "photos/sides", from, to);
      onnx.node("ReduceMin", "photos/short", List.of("photos/sides"), "photos/short");
      String unit = product(onnx, "photos/unit", "photos/short", 2);
      String both = product(onnx, "photos/both", "photos/short", 4);
      String longest = product(onnx, "photos/longest", "photos/short", MOST_OBLONG);
      onnx.node("Sub", "photos/over", List.of("photos/sides", longest), "photos/over");
      String none = onnx.whole("photos/none", 0);
      onnx.node("Max", "photos/excess", List.of("photos/over", none), "photos/excess");
      onnx.node("Div", "photos/units", List.of("photos/excess", both), "photos/units");
      onnx.node("Mul", "photos/first", List.of("photos/units", unit), "photos/first");
      onnx.node("Sub", "photos/last", List.of("photos/sides", "photos/first"), "photos/last");
      String axes = onnx.whole("photos/sides_axes", 1, 2);
      onnx.node(
          "Slice",
          "photos/kept",
          List.of("photos", "photos/first", "photos/last", axes),
          "photos/kept");
      return "photos/kept";
    }

    private static String product(OnnxGraph onnx, String name, String value, long factor) {
      String times = onnx.whole(name + "/factor", factor);
      onnx.node("Mul", name, List.of(value, times), name);
      return name;
    }

    /** Height and width before the cut: {@code max(least, least of the other side · ratio)}. */
    private String sizes(OnnxGraph onnx, String planes) {
      long high = before(contract.height());
      long wide = before(contract.width());
      var from = OnnxGraph.integer("start", 2);
      onnx.node("Shape", "photos/hw", List.of(planes), "photos/hw", from);
      String turned = onnx.whole("photos/turned", 1, 0);
      onnx.node("Gather", "photos/wh", List.of("photos/hw", turned), "photos/wh");
      String least = onnx.whole("photos/least", high, wide);
      String other = onnx.whole("photos/least_turned", wide, high);
      onnx.node("Mul", "photos/product", List.of(other, "photos/hw"), "photos/product");
      onnx.node("Div", "photos/fitting", List.of("photos/product", "photos/wh"), "photos/fitting");
      onnx.node("Max", "photos/sizes", List.of(least, "photos/fitting"), "photos/sizes");
      return "photos/sizes";
    }

    private long before(int side) {
      return (long) Math.floor(side / contract.crop() + 1e-6);
    }

    /** Begins half of what is too much from the border, halves rounded to even. */
    private String cropped(OnnxGraph onnx, String image, String sizes) {
      String size = onnx.whole("photos/size", contract.height(), contract.width());
      String spare = "photos/spare";
      onnx.node("Sub", spare, List.of(sizes, size), spare);
      var toFloat = OnnxGraph.integer("to", DataType.FLOAT.getNumber());
      onnx.node("Cast", "photos/spare_float", List.of(spare), "photos/spare_float", toFloat);
      String half = onnx.scalar("photos/half", 0.5f);
      onnx.node("Mul", "photos/middle", List.of("photos/spare_float", half), "photos/middle");
      onnx.node("Round", "photos/rounded", List.of("photos/middle"), "photos/rounded");
      var toWhole = OnnxGraph.integer("to", DataType.INT64.getNumber());
      onnx.node("Cast", "photos/start", List.of("photos/rounded"), "photos/start", toWhole);
      onnx.node("Add", "photos/end", List.of("photos/start", size), "photos/end");
      String axes = onnx.whole("photos/axes", 2, 3);
      onnx.node(
          "Slice",
          "photos/cropped",
          List.of(image, "photos/start", "photos/end", axes),
          "photos/cropped");
      return "photos/cropped";
    }
  }

  /** Bytes {@code (N, H, W, 3)} to floats {@code (N, 3, H, W)} of 0…255. */
  private static String planes(OnnxGraph onnx, String bytes) {
    var to = OnnxGraph.integer("to", DataType.FLOAT.getNumber());
    onnx.node("Cast", bytes + "/float", List.of(bytes), bytes + "/float", to);
    var order = OnnxGraph.integers("perm", 0, 3, 1, 2);
    onnx.node("Transpose", bytes + "/rgb", List.of(bytes + "/float"), bytes + "/rgb", order);
    return bytes + "/rgb";
  }

  private static void normalize(OnnxGraph onnx, String rgb, String value, InputContract contract) {
    String planes = rgb;
    if (contract.order() == InputContract.Order.BGR) {
      planes = value + "/bgr";
      String order = onnx.whole(value + "/order", 2, 1, 0);
      onnx.node("Gather", planes, List.of(rgb, order), planes, OnnxGraph.integer("axis", 1));
    }
    String mean = onnx.constant(value + "/mean", channels(contract.mean()));
    String std = onnx.constant(value + "/std", channels(contract.std()));
    String centred = value + "/centred";
    onnx.node("Sub", centred, List.of(planes, mean), centred);
    onnx.node("Div", value, List.of(centred, std), value);
  }

  private static Tensor channels(List<Float> values) {
    return Tensor.of(Shape.of(1, 3, 1, 1), values.get(0), values.get(1), values.get(2));
  }
}
