package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Operators that make one of many elements, and normalizations. */
final class OnnxReductions {
  private static final List<String> REDUCE =
      List.of(
          "ReduceL1",
          "ReduceL2",
          "ReduceLogSum",
          "ReduceLogSumExp",
          "ReduceMax",
          "ReduceMean",
          "ReduceMin",
          "ReduceProd",
          "ReduceSum",
          "ReduceSumSquare");

  static final Map<String, OnnxRule> RULES = rules();

  private OnnxReductions() {}

  private static Map<String, OnnxRule> rules() {
    Map<String, OnnxRule> rules = new HashMap<>();
    REDUCE.forEach(op -> rules.put(op, OnnxReductions::reduce));
    rules.put("ArgMax", OnnxReductions::best);
    rules.put("ArgMin", OnnxReductions::best);
    rules.put("BatchNormalization", OnnxReductions::batchNormal);
    rules.put("GroupNormalization", call -> normal(call, 1));
    rules.put("InstanceNormalization", call -> normal(call, 1));
    rules.put("LayerNormalization", OnnxReductions::layerNormal);
    rules.put("MeanVarianceNormalization", call -> normal(call, 1));
    return rules;
  }

  private static List<OnnxValue> reduce(OnnxCall call) {
    OnnxValue in = call.in(0);
    long[] axes = call.axes(call.op().equals("ReduceSum") ? 13 : 18);
    boolean none = axes == null || axes.length == 0;
    call.work(in.elements() * OnnxCost.QUICK * 3);
    if (none && call.integer("noop_with_empty_axes", 0) != 0) {
      return List.of(OnnxValue.of(in.type, in.dims));
    }
    boolean[] gone = new boolean[in.rank()];
    Arrays.fill(gone, none);
    for (int i = 0; !none && i < axes.length; i++) {
      gone[OnnxCall.axis(axes[i], in.rank())] = true;
    }
    OnnxValue out = OnnxValue.of(in.type, dims(in, gone, call.integer("keepdims", 1) != 0));
    return List.of(out.elements() == 1 ? out.numbers(one(call.op(), in)) : out);
  }

  /** Computes what shapes are made of, where all is reduced to one number. */
  private static double[] one(String op, OnnxValue in) {
    if (in.numbers == null || in.type != DataType.INT64 && in.type != DataType.INT32) {
      return null;
    }
    return switch (op) {
      case "ReduceProd" -> new double[] {Arrays.stream(in.numbers).reduce(1, (a, b) -> a * b)};
      case "ReduceSum" -> new double[] {Arrays.stream(in.numbers).sum()};
      case "ReduceMax" -> new double[] {Arrays.stream(in.numbers).max().orElse(0)};
      case "ReduceMin" -> new double[] {Arrays.stream(in.numbers).min().orElse(0)};
      default -> null;
    };
  }

  private static long[] dims(OnnxValue in, boolean[] gone, boolean keep) {
    List<Long> dims = new ArrayList<>();
    for (int i = 0; i < gone.length; i++) {
      if (!gone[i]) {
        dims.add(in.dims[i]);
      } else if (keep) {
        dims.add(1L);
      }
    }
    return dims.stream().mapToLong(d -> d).toArray();
  }

  private static List<OnnxValue> best(OnnxCall call) {
    OnnxValue in = call.in(0);
    boolean[] gone = new boolean[in.rank()];
    gone[OnnxCall.axis(call.integer("axis", 0), in.rank())] = true;
    call.work(in.elements() * OnnxCost.QUICK * 3);
    return List.of(OnnxValue.of(DataType.INT64, dims(in, gone, call.integer("keepdims", 1) != 0)));
  }

  private static List<OnnxValue> normal(OnnxCall call, int outputs) {
    OnnxValue in = call.in(0);
    if (call.outputs() > outputs) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "it has %d outputs", call.outputs()));
    }
    call.work(in.elements() * OnnxCost.QUICK * 3);
    call.scratch(in.bytes());
    return List.of(OnnxValue.of(in.type, in.dims));
  }

  /** Weights that are standardized are exported as a normalization that is training. */
  private static List<OnnxValue> batchNormal(OnnxCall call) {
    OnnxValue in = normal(call, 5).get(0);
    if (in.rank() < 2) {
      throw new IllegalArgumentException(in + " has no channels");
    }
    OnnxValue statistic = OnnxValue.of(DataType.FLOAT, in.dims[1]);
    return List.of(in, statistic, statistic, statistic, statistic);
  }

  private static List<OnnxValue> layerNormal(OnnxCall call) {
    OnnxValue in = normal(call, 3).get(0);
    int axis = OnnxCall.axis(call.integer("axis", -1), in.rank());
    long[] dims = in.dims.clone();
    Arrays.fill(dims, axis, dims.length, 1);
    OnnxValue statistic = OnnxValue.of(DataType.FLOAT, dims);
    return List.of(in, statistic, statistic).subList(0, Math.max(1, call.outputs()));
  }
}
