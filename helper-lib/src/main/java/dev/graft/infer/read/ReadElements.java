package dev.graft.infer.read;

import dev.graft.graph.Activation;
import dev.graft.graph.Activation.Function;
import dev.graft.graph.Affine;
import dev.graft.graph.Arithmetic;
import dev.graft.graph.Arithmetic.Operation;
import dev.graft.graph.Bounded;
import dev.graft.graph.Leaky;
import dev.graft.graph.Op;
import dev.graft.graph.Softmax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators that take each element by itself, and shares of a softmax. */
final class ReadElements {
  static final Map<String, Reading> ALL = new HashMap<>();

  private static final double SIX = 6;
  private static final double SELU_SLOPE = 1.6732632423543772;
  private static final double SELU_SCALE = 1.0507009873554805;

  static {
    function("Relu", Function.RELU);
    function("Tanh", Function.TANH);
    function("Softplus", Function.SOFTPLUS);
    function("Mish", Function.MISH);
    function("Exp", Function.EXP);
    function("Log", Function.LOG);
    function("Sqrt", Function.SQRT);
    function("Reciprocal", Function.RECIPROCAL);
    function("Abs", Function.ABSOLUTE);
    function("Erf", Function.ERF);
    ALL.put("Identity", step -> List.of(step.in(0)));
    ALL.put("Cast", ReadElements::cast);
    ALL.put("IsNaN", step -> List.of(Known.of(true, new long[0], i -> 0)));
    ALL.put("CastLike", step -> List.of(step.in(0)));
    ALL.put("Dropout", step -> List.of(step.in(0)));
    ALL.put("Neg", step -> one(step, new Affine(-1, 0)));
    ALL.put("Clip", ReadElements::clip);
    ALL.put("Sigmoid", ReadElements::sigmoid);
    ALL.put("HardSigmoid", ReadElements::hardSigmoid);
    ALL.put("HardSwish", step -> one(step, new Activation(Function.HARD_SWISH)));
    ALL.put("Gelu", ReadElements::gelu);
    ALL.put("Elu", step -> one(step, leaky(step.real("alpha", 1), Leaky.Below.EXPONENTIAL)));
    ALL.put("LeakyRelu", step -> one(step, leaky(step.real("alpha", 0.01), Leaky.Below.LINE)));
    ALL.put("Selu", ReadElements::selu);
    ALL.put("PRelu", ReadElements::slopes);
    ALL.put("Softsign", ReadElements::softsign);
    ALL.put("Softmax", step -> softmax(step, step.flow(0)));
    ALL.put("LogSoftmax", ReadElements::logSoftmax);
  }

  private ReadElements() {}

  private static void function(String op, Function function) {
    ALL.put(op, step -> one(step, new Activation(function)));
  }

  private static Leaky leaky(double slope, Leaky.Below below) {
    return new Leaky(slope, below);
  }

  private static List<Value> one(Step step, Op op) {
    return List.of(step.drawing().same(step.path(), op, step.flow(0)));
  }

  /** Precision may change on the way, the kind of number may not. */
  private static List<Value> cast(Step step) {
    long to = step.integer("to", 1);
    boolean ids = step.in(0) instanceof Flow flow && flow.node().equals(TextEntry.IDS);
    if (!ids && to != 1 && to != 10 && to != 11 && to != 16) {
      throw new IllegalArgumentException("it makes whole numbers, which have no gradient");
    }
    return List.of(step.in(0));
  }

  private static List<Value> clip(Step step) {
    double low = bound(step, 1, "min", Double.NEGATIVE_INFINITY);
    double high = bound(step, 2, "max", Double.POSITIVE_INFINITY);
    if (low == 0 && high == SIX) {
      return one(step, new Activation(Function.RELU6));
    }
    return one(step, new Bounded(low, high));
  }

  private static double bound(Step step, int input, String attribute, double otherwise) {
    return step.has(input) ? step.known(input).number() : step.real(attribute, otherwise);
  }

  /** {@code x · sigmoid(x)} is one function, where nothing else reads the sigmoid. */
  private static List<Value> sigmoid(Step step) {
    Ahead ahead = step.ahead();
    var product = ahead.onlyReader(step.node(), "Mul");
    if (product.isPresent() && ahead.reads(product.get(), step.node().getInput(0))) {
      ahead.standsFor(product.get());
      return one(step, new Activation(Function.SILU));
    }
    return one(step, new Activation(Function.SIGMOID));
  }

  private static List<Value> hardSigmoid(Step step) {
    double alpha = step.real("alpha", 0.2);
    double beta = step.real("beta", 0.5);
    if (Math.abs(alpha - 1 / SIX) < 1e-6 && Math.abs(beta - 0.5) < 1e-6) {
      return one(step, new Activation(Function.HARD_SIGMOID));
    }
    Flow line = step.drawing().same(step.path() + ":line", new Affine(alpha, beta), step.flow(0));
    return List.of(step.drawing().same(step.path(), new Bounded(0, 1), line));
  }

  private static List<Value> gelu(Step step) {
    boolean tanh = step.text("approximate", "none").equals("tanh");
    return one(step, new Activation(tanh ? Function.GELU_TANH : Function.GELU));
  }

  private static List<Value> selu(Step step) {
    double slope = step.real("alpha", SELU_SLOPE);
    Op bent = new Leaky(slope, Leaky.Below.EXPONENTIAL);
    Flow flow = step.drawing().same(step.path() + ":bent", bent, step.flow(0));
    Affine scale = new Affine(step.real("gamma", SELU_SCALE), 0);
    return List.of(step.drawing().same(step.path(), scale, flow));
  }

  /** {@code max(x, 0) − slope · max(−x, 0)}, a slope for each channel. */
  private static List<Value> slopes(Step step) {
    Flow x = step.flow(0);
    Known slope = step.known(1);
    if (slope.scalar()) {
      return one(step, leaky(slope.number(), Leaky.Below.LINE));
    }
    Drawing drawing = step.drawing();
    String name = step.name();
    Flow turned = drawing.same(name + ":turned", new Affine(-1, 0), x);
    Flow below = drawing.same(name + ":below", new Activation(Function.RELU), turned);
    Flow scaled = ReadPairs.withOwn(step, slope.own(), Operation.MULTIPLY, below, slope);
    Flow above = drawing.same(name + ":above", new Activation(Function.RELU), x);
    Arithmetic minus = new Arithmetic(Operation.SUBTRACT);
    return List.of(drawing.add(name, minus, x.dims(), above, scaled));
  }

  private static List<Value> softsign(Step step) {
    Flow x = step.flow(0);
    Drawing drawing = step.drawing();
    String name = step.path();
    Flow size = drawing.same(name + ":size", new Activation(Function.ABSOLUTE), x);
    Flow more = drawing.same(name + ":more", new Affine(1, 1), size);
    return List.of(drawing.add(name, new Arithmetic(Operation.DIVIDE), x.dims(), x, more));
  }

  private static List<Value> softmax(Step step, Flow x) {
    boolean old = step.opset() < 13;
    int axis = x.axis(step.integer("axis", old ? 1 : -1));
    if (!old || axis == x.rank() - 1) {
      return List.of(step.drawing().same(step.path(), new Softmax(x.array(axis)), x));
    }
    // before opset 13 all axes from this one on were one row
    List<Long> dims = new ArrayList<>();
    for (int i = 0; i < axis; i++) {
      dims.add(x.dims()[i]);
    }
    dims.add(Value.product(x.dims(), axis, x.rank()));
    long[] row = dims.stream().mapToLong(d -> d).toArray();
    Flow flat = step.drawing().reshaped(step.path() + ":row", x, row);
    Flow shares = step.drawing().same(step.path(), new Softmax(flat.array(row.length - 1)), flat);
    return List.of(step.drawing().reshaped(step.path() + ":map", shares, x.dims()));
  }

  private static List<Value> logSoftmax(Step step) {
    Flow shares = (Flow) softmax(step, step.flow(0)).get(0);
    return List.of(step.drawing().same(step.path() + ":log", new Activation(Function.LOG), shares));
  }
}
