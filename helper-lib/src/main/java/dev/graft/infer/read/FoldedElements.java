package dev.graft.infer.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Constants computed element by element. */
final class FoldedElements {
  static final Map<String, FoldingRule> RULES = new HashMap<>();

  private static final int FLOAT = 1;
  private static final int HALF = 10;
  private static final int DOUBLE = 11;
  private static final int BRAIN = 16;

  static {
    one("Abs", Math::abs);
    one("Ceil", Math::ceil);
    one("Cos", Math::cos);
    one("Exp", Math::exp);
    one("Floor", Math::floor);
    one("Identity", a -> a);
    one("Log", Math::log);
    one("Neg", a -> -a);
    one("Reciprocal", a -> 1 / a);
    one("Relu", a -> Math.max(a, 0));
    one("Round", Math::rint);
    one("Sigmoid", a -> 1 / (1 + Math.exp(-a)));
    one("Sign", Math::signum);
    one("Sin", Math::sin);
    one("Sqrt", Math::sqrt);
    one("Tanh", Math::tanh);
    truth("Not", (a, b) -> a == 0 ? 1 : 0);
    two("Add", (a, b) -> a + b);
    two("Sub", (a, b) -> a - b);
    two("Mul", (a, b) -> a * b);
    two("Pow", Math::pow);
    two("Max", Math::max);
    two("Min", Math::min);
    RULES.put("Div", FoldedElements::divided);
    RULES.put("Mod", FoldedElements::rest);
    truth("Equal", (a, b) -> a == b ? 1 : 0);
    truth("Less", (a, b) -> a < b ? 1 : 0);
    truth("LessOrEqual", (a, b) -> a <= b ? 1 : 0);
    truth("Greater", (a, b) -> a > b ? 1 : 0);
    truth("GreaterOrEqual", (a, b) -> a >= b ? 1 : 0);
    truth("And", (a, b) -> a != 0 && b != 0 ? 1 : 0);
    truth("Or", (a, b) -> a != 0 || b != 0 ? 1 : 0);
    truth("Xor", (a, b) -> (a != 0) != (b != 0) ? 1 : 0);
    RULES.put("Cast", FoldedElements::cast);
    RULES.put("CastLike", step -> List.of(typed(step.known(0), step.known(1).whole())));
    RULES.put("Clip", FoldedElements::clip);
    RULES.put("Where", FoldedElements::where);
    RULES.put("Dropout", step -> List.of(step.known(0)));
  }

  private FoldedElements() {}

  private static void one(String op, DoubleUnaryOperator rule) {
    RULES.put(
        op,
        step -> {
          Known a = step.known(0);
          return List.of(
              op.equals("Identity") ? a : a.like(a.dims(), i -> rule.applyAsDouble(a.at(i))));
        });
  }

  private static void two(String op, DoubleBinaryOperator rule) {
    RULES.put(
        op,
        step -> {
          Known result = step.known(0);
          for (int i = 1; i < step.inputs(); i++) {
            result = combined(result, step.known(i), result.whole(), rule);
          }
          return List.of(result);
        });
  }

  private static void truth(String op, DoubleBinaryOperator rule) {
    RULES.put(
        op,
        step -> {
          Known a = step.known(0);
          return List.of(combined(a, step.inputs() > 1 ? step.known(1) : a, true, rule));
        });
  }

  static Known combined(Known a, Known b, boolean whole, DoubleBinaryOperator rule) {
    long[] dims = Places.common(a.dims(), b.dims());
    long[] left = Places.strides(a.dims());
    long[] right = Places.strides(b.dims());
    String source = a.size() >= b.size() && !a.source().isEmpty() ? a.source() : b.source();
    return Known.of(
            whole,
            dims,
            i -> {
              long[] index = Places.index(i, dims);
              return rule.applyAsDouble(
                  a.at(Places.broadcast(index, a.dims(), left)),
                  b.at(Places.broadcast(index, b.dims(), right)));
            })
        .from(source);
  }

  private static List<Known> divided(Step step) {
    boolean whole = step.known(0).whole();
    DoubleBinaryOperator rule =
        (a, b) -> {
          if (whole && b == 0) {
            throw new IllegalArgumentException("it divides by 0");
          }
          return whole ? (double) ((long) a / (long) b) : a / b;
        };
    return List.of(combined(step.known(0), step.known(1), whole, rule));
  }

  private static List<Known> rest(Step step) {
    boolean truncated = step.integer("fmod", 0) == 1;
    DoubleBinaryOperator rule = (a, b) -> truncated ? a % b : a - b * Math.floor(a / b);
    return List.of(combined(step.known(0), step.known(1), step.known(0).whole(), rule));
  }

  private static List<Known> cast(Step step) {
    long to = step.integer("to", FLOAT);
    boolean real = to == FLOAT || to == HALF || to == DOUBLE || to == BRAIN;
    Known in = step.known(0);
    if (to == 9) {
      return List.of(Known.of(true, in.dims(), i -> in.at(i) != 0 ? 1 : 0));
    }
    return List.of(typed(in, !real));
  }

  private static Known typed(Known in, boolean whole) {
    if (in.whole() == whole) {
      return in;
    }
    return Known.of(whole, in.dims(), i -> whole ? (double) (long) in.at(i) : in.at(i))
        .from(in.source());
  }

  private static List<Known> clip(Step step) {
    Known a = step.known(0);
    double low = step.has(1) ? step.known(1).number() : step.real("min", -Double.MAX_VALUE);
    double high = step.has(2) ? step.known(2).number() : step.real("max", Double.MAX_VALUE);
    return List.of(
        Known.of(a.whole(), a.dims(), i -> Math.min(Math.max(a.at(i), low), high))
            .from(a.source()));
  }

  private static List<Known> where(Step step) {
    Known condition = step.known(0);
    Known yes = step.known(1);
    Known no = step.known(2);
    long[] dims = Places.common(condition.dims(), Places.common(yes.dims(), no.dims()));
    Known all = Places.broadcast(condition, dims);
    Known then = Places.broadcast(yes, dims);
    Known otherwise = Places.broadcast(no, dims);
    return List.of(
        Known.of(yes.whole(), dims, i -> all.at(i) != 0 ? then.at(i) : otherwise.at(i))
            .from(then.source()));
  }
}
