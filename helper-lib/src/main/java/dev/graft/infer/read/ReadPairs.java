package dev.graft.infer.read;

import dev.graft.graph.Activation;
import dev.graft.graph.Activation.Function;
import dev.graft.graph.Add;
import dev.graft.graph.Affine;
import dev.graft.graph.Arithmetic;
import dev.graft.graph.Arithmetic.Operation;
import dev.graft.graph.Bounded;
import dev.graft.graph.Combine;
import dev.graft.graph.Combine.Side;
import dev.graft.graph.Combine.Use;
import dev.graft.graph.Multiply;
import dev.graft.graph.Op;
import dev.graft.graph.Power;
import dev.graft.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators that combine two values, or a value and constant numbers, element by element. */
final class ReadPairs {
  static final Map<String, Reading> ALL = new HashMap<>();

  static {
    ALL.put("Add", step -> several(step, Operation.ADD));
    ALL.put("Sub", step -> several(step, Operation.SUBTRACT));
    ALL.put("Mul", step -> several(step, Operation.MULTIPLY));
    ALL.put("Div", step -> several(step, Operation.DIVIDE));
    ALL.put("Max", step -> several(step, Operation.MAXIMUM));
    ALL.put("Min", step -> several(step, Operation.MINIMUM));
    ALL.put("Sum", step -> several(step, Operation.ADD));
    ALL.put("Pow", ReadPairs::power);
    ALL.put("Where", ReadPairs::where);
  }

  private ReadPairs() {}

  private static List<Value> several(Step step, Operation operation) {
    Value result = step.in(0);
    for (int i = 1; i < step.inputs(); i++) {
      result = pair(step, operation, result, step.in(i));
    }
    return List.of(result);
  }

  static Flow pair(Step step, Operation operation, Value left, Value right) {
    if (left instanceof Flow a && right instanceof Flow b) {
      return flows(step, step.path(), operation, a, b);
    }
    Flow x = left instanceof Flow a ? a : (Flow) right;
    Known own = left instanceof Known known ? known : (Known) right;
    Side side = left instanceof Known ? Side.LEFT : Side.RIGHT;
    boolean one = own.scalar() && own.rank() <= x.rank();
    if (one && !(side == Side.LEFT && operation == Operation.DIVIDE)) {
      return scalar(step, operation, x, own.number(), side);
    }
    return with(step, step.name(), operation, x, own, side);
  }

  private static Flow scalar(Step step, Operation operation, Flow x, double c, Side side) {
    Op op =
        switch (operation) {
          case ADD -> new Affine(1, c);
          case SUBTRACT -> side == Side.LEFT ? new Affine(-1, c) : new Affine(1, -c);
          case MULTIPLY -> new Affine(c, 0);
          case DIVIDE -> new Affine(1 / c, 0);
          case MAXIMUM -> new Bounded(c, Double.POSITIVE_INFINITY);
          case MINIMUM -> new Bounded(Double.NEGATIVE_INFINITY, c);
        };
    return step.drawing().same(step.path(), op, x);
  }

  /** Combines with numbers behind x that are named as the file names them. */
  static Flow withOwn(Step step, String name, Operation operation, Flow x, Known own) {
    return with(step, name.isEmpty() ? step.path() + ":own" : name, operation, x, own, Side.RIGHT);
  }

  private static Flow with(
      Step step, String layer, Operation operation, Flow x, Known own, Side side) {
    if (own.rank() > x.rank()) {
      Flow given = step.drawing().given(step.path(), own, x);
      Flow[] both = side == Side.LEFT ? new Flow[] {given, x} : new Flow[] {x, given};
      return flows(step, step.path(), operation, both[0], both[1]);
    }
    long[] dims = new long[x.rank()];
    Arrays.fill(dims, 1);
    System.arraycopy(own.dims(), 0, dims, x.rank() - own.rank(), own.rank());
    List<Integer> array = new ArrayList<>();
    for (int i = 0; i < dims.length; i++) {
      boolean batch = i == x.batch();
      long d = batch && own.repeated() >= 0 ? 1 : dims[i];
      if (batch && d != 1 && d != x.factor()) {
        throw new IllegalArgumentException("it has numbers of its own for each sample");
      }
      if (!batch || x.factor() > 1) {
        array.add(Math.toIntExact(d));
      } else if (d != 1) {
        throw new IllegalArgumentException("it has numbers of its own for each sample");
      }
    }
    if (array.isEmpty()) {
      array.add(1);
    }
    long[] out = x.dims().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = i == x.batch() || dims[i] == 1 ? out[i] : Math.max(out[i], dims[i]);
    }
    Use use = step.drawing().behindLearned(x) ? Drawing.use(own) : Use.FIXED;
    var op = new Combine(operation, array, side, use);
    int[] shape = array.stream().mapToInt(d -> d).toArray();
    String name = own.own().isEmpty() ? layer : own.own();
    return step.drawing().add(name, op, Map.of("", own.tensor(shape)), out, x);
  }

  static Flow flows(Step step, String name, Operation operation, Flow left, Flow right) {
    Drawing drawing = step.drawing();
    Flow a = raised(drawing, name, left, right.rank());
    Flow b = raised(drawing, name, right, left.rank());
    if (!a.besides(b)) {
      throw new IllegalArgumentException("its inputs hold the batch in different places");
    }
    long[] dims = Places.common(a.dims(), b.dims());
    Shape one = a.shape();
    Shape other = b.shape();
    if (operation == Operation.ADD && one.equals(other)) {
      return drawing.add(name, new Add(), dims, a, b);
    }
    if (operation == Operation.MULTIPLY && gates(one, other)) {
      return drawing.add(name, new Multiply(), dims, a, b);
    }
    if (operation == Operation.MULTIPLY && gates(other, one)) {
      return drawing.add(name, new Multiply(), dims, b, a);
    }
    return drawing.add(name, new Arithmetic(operation), dims, a, b);
  }

  private static boolean gates(Shape map, Shape gate) {
    return map.rank() == 3 && gate.equals(Shape.of(map.channels(), 1, 1));
  }

  /** Puts axes of 1 in front, as ONNX does where one value has fewer. */
  private static Flow raised(Drawing drawing, String name, Flow flow, int rank) {
    if (flow.rank() >= rank) {
      return flow;
    }
    long[] dims = new long[rank];
    Arrays.fill(dims, 1);
    System.arraycopy(flow.dims(), 0, dims, rank - flow.rank(), flow.rank());
    return drawing.reshaped(name + ":raised", flow, dims);
  }

  private static List<Value> power(Step step) {
    if (!step.knows(1)) {
      throw new IllegalArgumentException("its exponent is computed from the image");
    }
    Flow x = step.flow(0);
    double exponent = step.known(1).number();
    Drawing drawing = step.drawing();
    if (exponent == 1) {
      return List.of(x);
    }
    if (exponent == 2) {
      return List.of(flows(step, step.path(), Operation.MULTIPLY, x, x));
    }
    if (exponent == 3) {
      Flow square = flows(step, step.path() + ":square", Operation.MULTIPLY, x, x);
      return List.of(flows(step, step.path(), Operation.MULTIPLY, square, x));
    }
    if (exponent == 0.5) {
      return List.of(drawing.same(step.path(), new Activation(Function.SQRT), x));
    }
    return List.of(drawing.same(step.path(), new Power(exponent), x));
  }

  /** A constant mask chooses: what it leaves is multiplied by 1, what it covers by 0. */
  private static List<Value> where(Step step) {
    if (!step.knows(0)) {
      throw new IllegalArgumentException("its condition is computed from the image");
    }
    Known mask = step.known(0);
    boolean always = mask.at(0) != 0;
    if (mask.scalar() && step.in(always ? 1 : 2) instanceof Flow chosen) {
      return List.of(chosen);
    }
    boolean first = step.in(1) instanceof Flow;
    Flow x = step.flow(first ? 1 : 2);
    Known keeps = Known.of(false, mask.dims(), i -> (mask.at(i) != 0) == first ? 1 : 0);
    Flow kept = withOwn(step, "", Operation.MULTIPLY, x, keeps);
    if (step.in(first ? 2 : 1) instanceof Flow other) {
      Known rest = Known.of(false, mask.dims(), i -> 1 - keeps.at(i));
      Flow chosen = withOwn(step, "", Operation.MULTIPLY, other, rest);
      return List.of(flows(step, step.path(), Operation.ADD, kept, chosen));
    }
    Known other = (Known) step.in(first ? 2 : 1);
    Known filled =
        FoldedElements.combined(
            keeps,
            other,
            false,
            (keep, value) -> keep == 1 ? 0 : Math.max(-1e9, Math.min(1e9, value)));
    return List.of(withOwn(step, "", Operation.ADD, kept, filled));
  }
}
