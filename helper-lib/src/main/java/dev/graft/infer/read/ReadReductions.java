package dev.graft.infer.read;

import dev.graft.graph.Activation;
import dev.graft.graph.Activation.Function;
import dev.graft.graph.AdaptiveAveragePool;
import dev.graft.graph.Affine;
import dev.graft.graph.Arithmetic.Operation;
import dev.graft.graph.Bounded;
import dev.graft.graph.GlobalAveragePool;
import dev.graft.graph.Op;
import dev.graft.graph.Reduce;
import dev.graft.graph.Reduce.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One number of several. */
final class ReadReductions {
  static final Map<String, Reading> ALL = new HashMap<>();

  static {
    ALL.put("ReduceMean", step -> List.of(reduced(step, Kind.MEAN, step.flow(0))));
    ALL.put("ReduceSum", step -> List.of(reduced(step, Kind.SUM, step.flow(0))));
    ALL.put("ReduceMax", step -> List.of(reduced(step, Kind.MAXIMUM, step.flow(0))));
    ALL.put("ReduceMin", ReadReductions::least);
    ALL.put("ReduceL2", ReadReductions::length);
    ALL.put("ReduceL1", ReadReductions::sizes);
    ALL.put("ReduceSumSquare", step -> List.of(reduced(step, Kind.SUM, square(step))));
    ALL.put("LpNormalization", ReadReductions::unit);
  }

  private static final double LEAST_SQUARE = 1e-30;

  private ReadReductions() {}

  private static List<Value> least(Step step) {
    Flow turned = step.drawing().same(step.path() + ":turned", new Affine(-1, 0), step.flow(0));
    Flow most = reduced(step, Kind.MAXIMUM, turned);
    return List.of(step.drawing().same(step.path() + ":back", new Affine(-1, 0), most));
  }

  private static Flow square(Step step) {
    Flow x = step.flow(0);
    return ReadPairs.flows(step, step.path() + ":square", Operation.MULTIPLY, x, x);
  }

  private static List<Value> length(Step step) {
    Flow sum = reduced(step, Kind.SUM, square(step));
    return List.of(root(step, sum));
  }

  /** Where all is 0 the root is too steep for a gradient; torch's is 0 there. */
  private static Flow root(Step step, Flow sum) {
    Op some = new Bounded(LEAST_SQUARE, Double.POSITIVE_INFINITY);
    Flow above = step.drawing().same(step.path() + ":some", some, sum);
    return step.drawing().same(step.path() + ":root", new Activation(Function.SQRT), above);
  }

  private static List<Value> sizes(Step step) {
    Op size = new Activation(Function.ABSOLUTE);
    Flow all = step.drawing().same(step.path() + ":size", size, step.flow(0));
    return List.of(reduced(step, Kind.SUM, all));
  }

  private static List<Value> unit(Step step) {
    Flow x = step.flow(0);
    int axis = x.axis(step.integer("axis", -1));
    if (step.integer("p", 2) != 2) {
      throw new IllegalArgumentException("it is of another norm than the second");
    }
    Flow sum = reduced(step, Kind.SUM, square(step), true, axis);
    return List.of(
        ReadPairs.flows(step, step.path() + ":unit", Operation.DIVIDE, x, root(step, sum)));
  }

  private static Flow reduced(Step step, Kind kind, Flow x) {
    long[] axes = step.list("axes", 1);
    boolean keep = step.integer("keepdims", 1) == 1;
    if (axes == null || axes.length == 0) {
      if (step.integer("noop_with_empty_axes", 0) == 1) {
        return x;
      }
      throw new IllegalArgumentException("it works across samples");
    }
    return reduced(step, kind, x, keep, Arrays.stream(axes).mapToInt(x::axis).sorted().toArray());
  }

  static Flow reduced(Step step, Kind kind, Flow x, boolean keep, int... axes) {
    long[] kept = x.dims().clone();
    List<Integer> array = new ArrayList<>();
    List<Long> left = new ArrayList<>();
    for (int axis : axes) {
      kept[axis] = 1;
      array.add(x.array(axis));
    }
    for (int i = 0; i < kept.length; i++) {
      int axis = i;
      if (Arrays.stream(axes).noneMatch(a -> a == axis)) {
        left.add(kept[i]);
      }
    }
    long[] without = left.stream().mapToLong(d -> d).toArray();
    boolean map = x.plain() && x.rank() == 4 && kind == Kind.MEAN;
    if (map && array.equals(List.of(2, 3))) {
      return keep
          ? step.drawing().add(step.path(), new AdaptiveAveragePool(1), kept, x)
          : step.drawing().add(step.path(), new GlobalAveragePool(), without, x);
    }
    Flow y = step.drawing().add(step.path(), new Reduce(kind, array), kept, x);
    return keep ? y : step.drawing().reshaped(step.path(), y, without);
  }
}
