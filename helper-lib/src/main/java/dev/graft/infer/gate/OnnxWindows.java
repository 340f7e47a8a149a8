package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Operators that move a window over the sides of {@code (N, C, …)}. */
final class OnnxWindows {
  /** A depthwise convolution is no matrix product. */
  private static final double THIN = 8;

  /** What it costs to take memory for an element and to lay it out in blocks of channels. */
  private static final double LAID_OUT = 100;

  static final Map<String, OnnxRule> RULES =
      Map.ofEntries(
          Map.entry("AveragePool", OnnxWindows::pool),
          Map.entry("Conv", call -> conv(call, 1)),
          Map.entry("ConvInteger", call -> conv(call, 1)),
          Map.entry("ConvTranspose", OnnxWindows::transposed),
          Map.entry("GlobalAveragePool", OnnxWindows::global),
          Map.entry("GlobalLpPool", OnnxWindows::global),
          Map.entry("GlobalMaxPool", OnnxWindows::global),
          Map.entry("LpPool", OnnxWindows::pool),
          Map.entry("MaxPool", OnnxWindows::pool),
          Map.entry("QLinearConv", call -> conv(call, 3)));

  private OnnxWindows() {}

  private static void requireMap(OnnxValue in) {
    if (in.rank() < 3 || in.rank() > 5) {
      throw new IllegalArgumentException("%s is no map of one to three sides".formatted(in));
    }
  }

  private static List<OnnxValue> global(OnnxCall call) {
    OnnxValue in = call.in(0);
    requireMap(in);
    long[] dims = in.dims.clone();
    Arrays.fill(dims, 2, dims.length, 1);
    call.work(in.elements() * OnnxCost.QUICK);
    return List.of(OnnxValue.of(in.type, dims));
  }

  private static List<OnnxValue> conv(OnnxCall call, int weightsAt) {
    OnnxValue in = call.in(0);
    OnnxValue w = call.in(weightsAt);
    requireMap(in);
    long groups = call.integer("group", 1);
    boolean fits =
        w.rank() == in.rank()
            && groups > 0
            && groups <= in.dims[1]
            && in.dims[1] == groups * w.dims[1]
            && w.dims[0] % groups == 0;
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is convolved by %s in %d groups", in, w, groups));
    }
    var window = OnnxWindow.of(call, in, Arrays.copyOfRange(w.dims, 2, w.rank()));
    long[] dims = window.sides(in);
    dims[1] = w.dims[0];
    DataType type =
        switch (call.op()) {
          case "QLinearConv" -> call.in(7).type;
          case "ConvInteger" -> DataType.INT32;
          default -> in.type;
        };
    OnnxValue out = OnnxValue.of(type, dims);
    double each = w.elements() / Math.max(1, w.dims[0]);
    call.work(out.elements() * each * (w.dims[0] / groups < THIN ? THIN : 1));
    call.work(out.blocked(true).bytes() / Float.BYTES * LAID_OUT);
    double column = each * (out.elements() / Math.max(1, (double) dims[0] * dims[1]));
    boolean plain = call.op().equals("Conv") && in.rank() == 4;
    call.scratch(plain ? 0 : column * groups * Float.BYTES);
    return List.of(out.blocked(true));
  }

  private static List<OnnxValue> transposed(OnnxCall call) {
    OnnxValue in = call.in(0);
    OnnxValue w = call.in(1);
    requireMap(in);
    long groups = call.integer("group", 1);
    if (w.rank() != in.rank()
        || groups < 1
        || w.dims[0] != in.dims[1]
        || in.dims[1] % groups != 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is spread by %s in %d groups", in, w, groups));
    }
    var window = OnnxWindow.of(call, in, Arrays.copyOfRange(w.dims, 2, w.rank()));
    long[] dims = window.spread(call, in);
    dims[1] = Math.multiplyExact(w.dims[1], groups);
    OnnxValue out = OnnxValue.of(in.type, dims);
    double columns = in.elements() * w.elements() / Math.max(1, w.dims[0]);
    call.work(columns * OnnxCost.QUICK + out.elements() * OnnxCost.QUICK);
    call.scratch(columns / Math.max(1, (double) in.dims[0] * in.dims[1]) * groups * Float.BYTES);
    return List.of(out);
  }

  private static List<OnnxValue> pool(OnnxCall call) {
    OnnxValue in = call.in(0);
    requireMap(in);
    long[] kernel = call.integers("kernel_shape");
    if (kernel == null) {
      throw new IllegalArgumentException("it has no kernel_shape");
    }
    var window = OnnxWindow.of(call, in, kernel);
    OnnxValue out = OnnxValue.of(in.type, window.sides(in)).blocked(in.blocked);
    double tap = OnnxCost.QUICK * (call.op().equals("LpPool") ? 4 : 1);
    call.work(out.elements() * window.elements() * tap);
    return List.of(out, out.type(DataType.INT64)).subList(0, Math.min(2, call.outputs()));
  }
}
