package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operators that take each element by itself. */
final class OnnxElementwise {
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

  static final Map<String, OnnxRule> RULES = rules();

  private OnnxElementwise() {}

  private static Map<String, OnnxRule> rules() {
    Map<String, OnnxRule> rules = new HashMap<>();
    QUICK_ONES.forEach(op -> rules.put(op, call -> same(call, OnnxCost.QUICK)));
    SLOW_ONES.forEach(op -> rules.put(op, call -> same(call, OnnxCost.SLOW)));
    rules.put("Clip", OnnxElementwise::clip);
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
            : out.numbers(Arrays.stream(in.numbers).map(one).map(in::rounded).toArray()));
  }

  private static List<OnnxValue> clip(OnnxCall call) {
    OnnxValue out = same(call, OnnxCost.QUICK).get(0);
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

  private static List<OnnxValue> cast(OnnxCall call) {
    OnnxValue in = call.in(0);
    DataType to = OnnxTensors.read((int) call.integer("to", 0));
    call.work(in.elements() * OnnxCost.QUICK);
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
                          default -> OnnxValue.isEnd(v) ? Double.NaN : OnnxValue.toZero(v);
                        })
                .toArray()));
  }

  private static List<OnnxValue> dropout(OnnxCall call) {
    OnnxValue in = call.in(0);
    return List.of(in, in.type(DataType.BOOL)).subList(0, Math.min(2, call.outputs()));
  }

  private static List<OnnxValue> quantized(OnnxCall call) {
    call.work(call.in(0).elements() * OnnxCost.QUICK);
    return List.of(call.in(0).type(call.has(2) ? call.in(2).type : DataType.UINT8));
  }

  private static List<OnnxValue> dynamicallyQuantized(OnnxCall call) {
    call.work(call.in(0).elements() * OnnxCost.QUICK);
    return List.of(
        call.in(0).type(DataType.UINT8),
        OnnxValue.of(DataType.FLOAT),
        OnnxValue.of(DataType.UINT8));
  }
}
