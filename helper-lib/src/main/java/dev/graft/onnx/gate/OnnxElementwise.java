package dev.graft.onnx.gate;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operators that take each element by itself, or pair elements as shapes are broadcast. */
final class OnnxElementwise {
  /**
   * A nanosecond an element, where a multiply-add of a matrix product takes the thirtieth of it.
   */
  static final double QUICK = 30;

  /** What a logarithm or a power costs. */
  static final double SLOW = 500;

  private static final Set<String> QUICK_ONES =
      Set.of(
          "Abs",
          "BitwiseNot",
          "Ceil",
          "Floor",
          "HardSigmoid",
          "HardSwish",
          "Identity",
          "LeakyRelu",
          "Neg",
          "Not",
          "Reciprocal",
          "Relu",
          "Round",
          "Shrink",
          "Sigmoid",
          "Sign",
          "Sqrt",
          "Tanh",
          "ThresholdedRelu");

  private static final Set<String> SLOW_ONES =
      Set.of(
          "Acos",
          "Acosh",
          "Asin",
          "Asinh",
          "Atan",
          "Atanh",
          "Celu",
          "Cos",
          "Cosh",
          "Elu",
          "Erf",
          "Exp",
          "Gelu",
          "Hardmax",
          "LRN",
          "Log",
          "LogSoftmax",
          "LpNormalization",
          "Mish",
          "Selu",
          "Sin",
          "Sinh",
          "Softmax",
          "Softplus",
          "Softsign",
          "Tan");

  private static final Set<String> TRUTHS =
      Set.of("And", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Or", "Xor");

  private static final Set<String> BROADCAST =
      Set.of(
          "Add",
          "BitShift",
          "BitwiseAnd",
          "BitwiseOr",
          "BitwiseXor",
          "Div",
          "Max",
          "Mean",
          "Min",
          "Mod",
          "Mul",
          "PRelu",
          "Pow",
          "Sub",
          "Sum");

  /** What shapes are computed with. */
  private static final Map<String, DoubleUnaryOperator> ONE =
      Map.of(
          "Abs", Math::abs,
          "Ceil", Math::ceil,
          "Floor", Math::floor,
          "Identity", a -> a,
          "Neg", a -> -a,
          "Not", a -> a == 0 ? 1 : 0,
          "Relu", a -> Math.max(a, 0),
          "Round", Math::rint,
          "Sqrt", Math::sqrt);

  private static final Map<String, DoubleBinaryOperator> TWO =
      Map.ofEntries(
          Map.entry("Add", (a, b) -> a + b),
          Map.entry("And", (a, b) -> a != 0 && b != 0 ? 1 : 0),
          Map.entry("Div", (a, b) -> a / b),
          Map.entry("Equal", (a, b) -> a == b ? 1 : 0),
          Map.entry("Greater", (a, b) -> a > b ? 1 : 0),
          Map.entry("GreaterOrEqual", (a, b) -> a >= b ? 1 : 0),
          Map.entry("Less", (a, b) -> a < b ? 1 : 0),
          Map.entry("LessOrEqual", (a, b) -> a <= b ? 1 : 0),
          Map.entry("Max", Math::max),
          Map.entry("Min", Math::min),
          Map.entry("Mod", (a, b) -> a - b * Math.floor(a / b)),
          Map.entry("Mul", (a, b) -> a * b),
          Map.entry("Or", (a, b) -> a != 0 || b != 0 ? 1 : 0),
          Map.entry("Sub", (a, b) -> a - b));

  static final Map<String, OnnxRule> RULES = rules();

  private OnnxElementwise() {}

  private static Map<String, OnnxRule> rules() {
    Map<String, OnnxRule> rules = new HashMap<>();
    QUICK_ONES.forEach(op -> rules.put(op, call -> same(call, QUICK)));
    SLOW_ONES.forEach(op -> rules.put(op, call -> same(call, SLOW)));
    BROADCAST.forEach(op -> rules.put(op, OnnxElementwise::broadcast));
    TRUTHS.forEach(op -> rules.put(op, OnnxElementwise::broadcast));
    rules.put("Clip", OnnxElementwise::clip);
    rules.put("Where", OnnxElementwise::where);
    rules.put("Cast", OnnxElementwise::cast);
    rules.put("CastLike", call -> List.of(call.in(0).type(call.in(1).type)));
    rules.put("IsNaN", call -> List.of(call.in(0).type(DataType.BOOL)));
    rules.put("IsInf", call -> List.of(call.in(0).type(DataType.BOOL)));
    rules.put("Dropout", OnnxElementwise::dropout);
    rules.put("QuantizeLinear", OnnxElementwise::quantized);
    rules.put("DequantizeLinear", call -> List.of(call.in(0).type(call.in(1).type)));
    rules.put("DynamicQuantizeLinear", OnnxElementwise::dynamicallyQuantized);
    return rules;
  }

  private static List<OnnxValue> same(OnnxCall call, double cost) {
    OnnxValue in = call.in(0);
    call.work(in.elements() * cost);
    DoubleUnaryOperator one = ONE.get(call.op());
    OnnxValue out = OnnxValue.of(in.type, in.dims).blocked(in.blocked);
    return List.of(
        one == null || in.numbers == null
            ? out
            : out.numbers(Arrays.stream(in.numbers).map(one).map(v -> rounded(in, v)).toArray()));
  }

  private static List<OnnxValue> clip(OnnxCall call) {
    OnnxValue out = same(call, QUICK).get(0);
    double[] known = call.in(0).numbers;
    for (int side = 1; side <= 2; side++) {
      if (call.has(side) && known != null) {
        double[] end = call.in(side).numbers;
        DoubleBinaryOperator nearer = side == 1 ? Math::max : Math::min;
        boolean one = end != null && end.length == 1;
        known =
            one ? Arrays.stream(known).map(v -> nearer.applyAsDouble(v, end[0])).toArray() : null;
      }
    }
    return List.of(out.numbers(known));
  }

  /** A float of the model's is no double. */
  private static double rounded(OnnxValue value, double number) {
    return value.type == DataType.FLOAT ? (float) number : number;
  }

  private static List<OnnxValue> broadcast(OnnxCall call) {
    OnnxValue out = call.in(0);
    boolean truth = TRUTHS.contains(call.op());
    for (int i = 1; i < call.inputs(); i++) {
      OnnxValue other = call.in(i);
      OnnxValue shape =
          OnnxValue.of(out.type, shape(out.dims, other.dims)).blocked(out.blocked || other.blocked);
      out = TWO.containsKey(call.op()) ? shape.numbers(pairs(call, out, other, shape)) : shape;
    }
    call.work(out.elements() * (call.op().equals("Pow") || call.op().equals("Mod") ? SLOW : QUICK));
    return List.of(truth ? out.type(DataType.BOOL).numbers(out.numbers) : out);
  }

  private static double[] pairs(OnnxCall call, OnnxValue a, OnnxValue b, OnnxValue out) {
    if (a.numbers == null || b.numbers == null || a.type != b.type) {
      return null;
    }
    DoubleBinaryOperator two = TWO.get(call.op());
    boolean whole = a.type != DataType.FLOAT && a.type != DataType.DOUBLE;
    double[] left = OnnxIndex.broadcast(a, out.dims);
    double[] right = OnnxIndex.broadcast(b, out.dims);
    for (int i = 0; left != null && i < left.length; i++) {
      if (whole && right[i] == 0 && Set.of("Div", "Mod").contains(call.op())) {
        throw new IllegalArgumentException("it divides by 0");
      }
      double result = two.applyAsDouble(left[i], right[i]);
      left[i] = whole && call.op().equals("Div") ? toZero(result) : rounded(a, result);
    }
    return left;
  }

  private static double toZero(double value) {
    return value < 0 ? Math.ceil(value) : Math.floor(value);
  }

  /** Gives the shape that two have together. */
  static long[] shape(long[] a, long[] b) {
    long[] both = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= both.length; i++) {
      long left = i <= a.length ? a[a.length - i] : 1;
      long right = i <= b.length ? b[b.length - i] : 1;
      if (left != right && left != 1 && right != 1) {
        throw new IllegalArgumentException(
            "shapes %s and %s do not go together"
                .formatted(Arrays.toString(a), Arrays.toString(b)));
      }
      both[both.length - i] = left == 1 ? right : left;
    }
    return both;
  }

  private static List<OnnxValue> where(OnnxCall call) {
    OnnxValue test = call.in(0);
    OnnxValue yes = call.in(1);
    OnnxValue no = call.in(2);
    OnnxValue out = OnnxValue.of(yes.type, shape(shape(test.dims, yes.dims), no.dims));
    call.work(out.elements() * QUICK);
    if (test.numbers == null || yes.numbers == null || no.numbers == null) {
      return List.of(out);
    }
    double[] tests = OnnxIndex.broadcast(test, out.dims);
    double[] chosen = OnnxIndex.broadcast(yes, out.dims);
    double[] others = OnnxIndex.broadcast(no, out.dims);
    for (int i = 0; chosen != null && i < chosen.length; i++) {
      chosen[i] = tests[i] != 0 ? chosen[i] : others[i];
    }
    return List.of(out.numbers(chosen));
  }

  private static List<OnnxValue> cast(OnnxCall call) {
    OnnxValue in = call.in(0);
    DataType to = OnnxTensors.read((int) call.integer("to", 0));
    call.work(in.elements() * QUICK);
    OnnxValue out = in.type(to);
    if (in.numbers == null) {
      return List.of(out);
    }
    return List.of(
        out.numbers(
            Arrays.stream(in.numbers)
                .map(
                    v ->
                        switch (to) {
                          case BOOL -> v != 0 ? 1 : 0;
                          case FLOAT -> (float) v;
                          case DOUBLE -> v;
                          default -> OnnxValue.isEnd(v) ? Double.NaN : toZero(v);
                        })
                .toArray()));
  }

  private static List<OnnxValue> dropout(OnnxCall call) {
    OnnxValue in = call.in(0);
    return List.of(in, in.type(DataType.BOOL)).subList(0, Math.min(2, call.outputs()));
  }

  private static List<OnnxValue> quantized(OnnxCall call) {
    call.work(call.in(0).elements() * QUICK);
    return List.of(call.in(0).type(call.has(2) ? call.in(2).type : DataType.UINT8));
  }

  private static List<OnnxValue> dynamicallyQuantized(OnnxCall call) {
    call.work(call.in(0).elements() * QUICK);
    return List.of(
        call.in(0).type(DataType.UINT8),
        OnnxValue.of(DataType.FLOAT),
        OnnxValue.of(DataType.UINT8));
  }
}
