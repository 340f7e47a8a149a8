package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that make shapes, of shapes, or values out of nothing but a shape. */
final class OnnxShaping {
  static final Map<String, OnnxRule> RULES =
      Map.ofEntries(
          Map.entry("Constant", OnnxShaping::constant),
          Map.entry("ConstantOfShape", OnnxShaping::filled),
          Map.entry("Expand", OnnxShaping::expand),
          Map.entry("EyeLike", OnnxShaping::eye),
          Map.entry("Flatten", OnnxShaping::flatten),
          Map.entry("OneHot", OnnxShaping::oneHot),
          Map.entry("Range", OnnxShaping::range),
          Map.entry("Reshape", OnnxShaping::reshape),
          Map.entry("Shape", OnnxShaping::shape),
          Map.entry("Size", OnnxShaping::size),
          Map.entry("Squeeze", OnnxShaping::squeeze),
          Map.entry("Tile", OnnxShaping::tile),
          Map.entry("Unsqueeze", OnnxShaping::unsqueeze));

  private OnnxShaping() {}

  private static List<OnnxValue> constant(OnnxCall call) {
    var value = call.given("value");
    if (value.isPresent()) {
      return List.of(OnnxValue.of(value.get().getT()));
    }
    var whole = call.given("value_int").or(() -> call.given("value_ints"));
    boolean real = whole.isEmpty();
    AttributeProto given =
        whole
            .or(() -> call.given("value_float"))
            .or(() -> call.given("value_floats"))
            .orElseThrow(() -> new IllegalArgumentException("it has no value of numbers"));
    double[] numbers =
        switch (given.getType()) {
          case INT -> new double[] {given.getI()};
          case FLOAT -> new double[] {given.getF()};
          case INTS -> given.getIntsList().stream().mapToDouble(v -> v).toArray();
          default -> given.getFloatsList().stream().mapToDouble(v -> v).toArray();
        };
    boolean scalar = !given.getName().endsWith("s");
    long[] dims = scalar ? new long[0] : new long[] {numbers.length};
    var type = real ? DataType.FLOAT : DataType.INT64;
    return List.of(OnnxValue.of(type, dims).numbers(numbers));
  }

  private static List<OnnxValue> filled(OnnxCall call) {
    long[] dims = call.whole(0);
    var value = call.given("value").map(a -> OnnxValue.of(a.getT()));
    OnnxValue out = OnnxValue.of(value.map(v -> v.type).orElse(DataType.FLOAT), dims);
    if (value.isPresent() && value.get().elements() != 1) {
      throw new IllegalArgumentException("its value is " + value.get() + ", must be one number");
    }
    double number = value.map(v -> v.numbers == null ? Double.NaN : v.numbers[0]).orElse(0.0);
    return List.of(repeated(out, number));
  }

  private static OnnxValue repeated(OnnxValue out, double number) {
    double[] numbers = new double[(int) Math.min(out.elements(), 2000)];
    Arrays.fill(numbers, number);
    return Double.isNaN(number) ? out : out.numbers(numbers);
  }

  private static List<OnnxValue> expand(OnnxCall call) {
    OnnxValue in = call.in(0);
    OnnxValue out = OnnxValue.of(in.type, OnnxIndex.common(in.dims, call.whole(1)));
    return List.of(out.numbers(OnnxIndex.broadcast(in, out.dims)));
  }

  private static List<OnnxValue> eye(OnnxCall call) {
    int type = (int) call.integer("dtype", call.in(0).type.getNumber());
    return List.of(call.in(0).type(OnnxTensors.read(type)));
  }

  private static List<OnnxValue> flatten(OnnxCall call) {
    OnnxValue in = call.in(0);
    long axis = call.integer("axis", 1);
    int at = axis == in.rank() ? in.rank() : OnnxCall.axis(axis, in.rank());
    return List.of(
        OnnxValue.of(in.type, product(in.dims, 0, at), product(in.dims, at, in.rank()))
            .numbers(in.numbers));
  }

  /** Multiplies some of the dimensions. */
  private static long product(long[] dims, int from, int to) {
    long product = 1;
    for (int i = from; i < to; i++) {
      product = Math.multiplyExact(product, dims[i]);
    }
    return product;
  }

  private static List<OnnxValue> oneHot(OnnxCall call) {
    OnnxValue in = call.in(0);
    long depth = (long) call.number(1);
    int axis = OnnxCall.axis(call.integer("axis", -1), in.rank() + 1);
    long[] dims = new long[in.rank() + 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i == axis ? depth : in.dims[i < axis ? i : i - 1];
    }
    return List.of(OnnxValue.of(call.in(2).type, dims));
  }

  private static List<OnnxValue> range(OnnxCall call) {
    double start = call.number(0);
    double step = call.number(2);
    double count = Math.max(0, Math.ceil((call.number(1) - start) / step));
    if (!(count < Integer.MAX_VALUE)) {
      throw new IllegalArgumentException("it counts from %s by %s".formatted(start, step));
    }
    var out = OnnxValue.of(call.in(0).type, (long) count);
    int few = (int) Math.min(count, 2000);
    return List.of(
        out.numbers(IntStream.range(0, few).mapToDouble(i -> start + i * step).toArray()));
  }

  private static List<OnnxValue> reshape(OnnxCall call) {
    OnnxValue in = call.in(0);
    long[] dims = call.whole(1);
    int open = -1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 0 && call.integer("allowzero", 0) == 0 && i < in.rank()) {
        dims[i] = in.dims[i];
      } else if (dims[i] == -1 && open < 0) {
        open = i;
        dims[i] = 1;
      }
    }
    double rest = in.elements() / OnnxValue.of(in.type, dims).elements();
    if (open >= 0) {
      dims[open] = Double.isNaN(rest) ? 0 : (long) rest;
    }
    OnnxValue out = OnnxValue.of(in.type, dims);
    if (out.elements() != in.elements()) {
      throw new IllegalArgumentException(
          "%s cannot become %s".formatted(in, Arrays.toString(call.whole(1))));
    }
    return List.of(out.numbers(in.numbers));
  }

  private static List<OnnxValue> shape(OnnxCall call) {
    long[] dims = call.in(0).dims;
    int from = end(call.integer("start", 0), dims.length);
    int to = Math.max(from, end(call.integer("end", dims.length), dims.length));
    return List.of(whole(Arrays.copyOfRange(dims, from, to)));
  }

  private static int end(long place, int rank) {
    return (int) Math.max(0, Math.min(rank, place < 0 ? place + rank : place));
  }

  private static OnnxValue whole(long... values) {
    double[] numbers = LongStream.of(values).mapToDouble(v -> v).toArray();
    return OnnxValue.of(DataType.INT64, values.length).numbers(numbers);
  }

  private static List<OnnxValue> size(OnnxCall call) {
    return List.of(OnnxValue.of(DataType.INT64).numbers(new double[] {call.in(0).elements()}));
  }

  private static List<OnnxValue> squeeze(OnnxCall call) {
    OnnxValue in = call.in(0);
    boolean[] gone = new boolean[in.rank()];
    long[] axes = call.axes(13);
    for (int i = 0; i < gone.length; i++) {
      gone[i] = axes == null && in.dims[i] == 1;
    }
    for (int i = 0; axes != null && i < axes.length; i++) {
      gone[OnnxCall.axis(axes[i], in.rank())] = true;
    }
    long[] kept =
        IntStream.range(0, gone.length).filter(i -> !gone[i]).mapToLong(i -> in.dims[i]).toArray();
    OnnxValue out = OnnxValue.of(in.type, kept);
    if (out.elements() != in.elements()) {
      throw new IllegalArgumentException(
          "it squeezes %s of %s".formatted(Arrays.toString(axes), in));
    }
    return List.of(out.numbers(in.numbers));
  }

  private static List<OnnxValue> tile(OnnxCall call) {
    OnnxValue in = call.in(0);
    long[] times = call.whole(1);
    if (times.length != in.rank()) {
      throw new IllegalArgumentException(
          "%s is repeated %s times".formatted(in, Arrays.toString(times)));
    }
    long[] dims = new long[times.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = Math.multiplyExact(in.dims[i], times[i]);
    }
    return List.of(
        OnnxIndex.moved(
            in,
            dims,
            at -> {
              long[] index = new long[at.length];
              for (int i = 0; i < index.length; i++) {
                index[i] = at[i] % in.dims[i];
              }
              return index;
            }));
  }

  private static List<OnnxValue> unsqueeze(OnnxCall call) {
    OnnxValue in = call.in(0);
    long[] axes = call.axes(13);
    if (axes == null || axes.length > 12) {
      throw new IllegalArgumentException("its axes are missing or many");
    }
    long[] dims = new long[in.rank() + axes.length];
    Arrays.fill(dims, -1);
    for (long axis : axes) {
      dims[OnnxCall.axis(axis, dims.length)] = 1;
    }
    int next = 0;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 0 && next < in.rank()) {
        dims[i] = in.dims[next++];
      }
    }
    return List.of(OnnxValue.of(in.type, dims).numbers(in.numbers));
  }
}
