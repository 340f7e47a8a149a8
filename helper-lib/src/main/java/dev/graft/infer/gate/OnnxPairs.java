package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;

/** Operators that pair elements, as shapes are broadcast. */
final class OnnxPairs {
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

  private OnnxPairs() {}

  private static Map<String, OnnxRule> rules() {
    Map<String, OnnxRule> rules = new HashMap<>();
    BROADCAST.forEach(op -> rules.put(op, OnnxPairs::broadcast));
    TRUTHS.forEach(op -> rules.put(op, OnnxPairs::broadcast));
    rules.put("Where", OnnxPairs::where);
    return rules;
  }

  private static List<OnnxValue> broadcast(OnnxCall call) {
    OnnxValue out = call.in(0);
    boolean truth = TRUTHS.contains(call.op());
    for (int i = 1; i < call.inputs(); i++) {
      OnnxValue other = call.in(i);
      long[] dims = OnnxIndex.common(out.dims, other.dims);
      OnnxValue shape = OnnxValue.of(out.type, dims).blocked(out.blocked || other.blocked);
      out = TWO.containsKey(call.op()) ? shape.numbers(pairs(call, out, other, shape)) : shape;
    }
    boolean slow = call.op().equals("Pow") || call.op().equals("Mod");
    call.work(out.elements() * (slow ? OnnxCost.SLOW : OnnxCost.QUICK));
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
      left[i] = whole && call.op().equals("Div") ? OnnxValue.toZero(result) : a.rounded(result);
    }
    return left;
  }

  private static List<OnnxValue> where(OnnxCall call) {
    OnnxValue test = call.in(0);
    OnnxValue yes = call.in(1);
    OnnxValue no = call.in(2);
    long[] dims = OnnxIndex.common(OnnxIndex.common(test.dims, yes.dims), no.dims);
    OnnxValue out = OnnxValue.of(yes.type, dims);
    call.work(out.elements() * OnnxCost.QUICK);
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
}
