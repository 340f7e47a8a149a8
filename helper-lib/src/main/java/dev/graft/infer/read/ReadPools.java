package dev.graft.infer.read;

import dev.graft.graph.AdaptiveAveragePool;
import dev.graft.graph.Arithmetic.Operation;
import dev.graft.graph.AveragePool;
import dev.graft.graph.AveragePool.Border;
import dev.graft.graph.MaxPool;
import dev.graft.graph.Op;
import dev.graft.graph.Padding;
import dev.graft.graph.Reduce;
import dev.graft.graph.Shape;
import dev.graft.graph.Steps;
import dev.graft.graph.WindowPool;
import dev.graft.graph.WindowPool.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pools of a window, and of all pixels. */
final class ReadPools {
  static final Map<String, Reading> ALL =
      Map.of(
          "MaxPool", step -> pool(step, Kind.MAXIMUM),
          "AveragePool", step -> pool(step, Kind.MEAN),
          "GlobalAveragePool", step -> global(step, Reduce.Kind.MEAN),
          "GlobalMaxPool", step -> global(step, Reduce.Kind.MAXIMUM));

  private ReadPools() {}

  private static List<Value> global(Step step, Reduce.Kind kind) {
    Flow x = step.flow(0);
    long[] dims = x.dims().clone();
    List<Integer> axes = new ArrayList<>();
    for (int i = 2; i < dims.length; i++) {
      dims[i] = 1;
      axes.add(x.array(i));
    }
    boolean map = x.plain() && x.rank() == 4 && kind == Reduce.Kind.MEAN;
    Op op = map ? new AdaptiveAveragePool(1) : new Reduce(kind, axes);
    return List.of(step.drawing().add(step.path(), op, dims, x));
  }

  private static List<Value> pool(Step step, Kind kind) {
    Flow x = step.flow(0);
    long[] kernel = step.integers("kernel_shape");
    long[] weight = new long[kernel.length + 2];
    weight[0] = 1;
    weight[1] = 1;
    System.arraycopy(kernel, 0, weight, 2, kernel.length);
    Window window = Window.of(step, x, weight);
    Steps steps = window.steps();
    if (steps.spreadRows() != 1 || steps.spreadColumns() != 1) {
      throw new IllegalArgumentException("its window has holes");
    }
    Shape in = window.map().shape();
    Padding given = window.padding();
    Padding all = step.integer("ceil_mode", 0) == 1 ? whole(given, in, window) : given;
    boolean counted = kind == Kind.MEAN && step.integer("count_include_pad", 0) == 1;
    Flow y = draw(step, kind, window, all, counted && all.equals(given));
    if (kind == Kind.MEAN && !all.equals(Padding.NONE) && !(counted && all.equals(given))) {
      y = leftOut(step, y, window, all, counted ? given : Padding.NONE, in);
    }
    return List.of(window.back(step, y));
  }

  /** Draws the pool that other networks have too, where it is one. */
  private static Flow draw(Step step, Kind kind, Window window, Padding padding, boolean counted) {
    Steps steps = window.steps();
    boolean square =
        window.height() == window.width()
            && steps.rows() == steps.columns()
            && half(padding, window.height());
    Op op = new WindowPool(kind, window.height(), window.width(), steps, padding);
    if (square && kind == Kind.MAXIMUM) {
      op = new MaxPool(window.height(), steps.rows(), padding);
    } else if (square && (counted || padding.equals(Padding.NONE)) && even(padding)) {
      op = new AveragePool(window.height(), steps.rows(), padding.top(), Border.COUNTED);
    }
    Shape y = op.output(List.of(window.map().shape()));
    long[] dims = {Value.BATCH, y.get(0), y.get(1), y.get(2)};
    return step.drawing().add(step.path(), op, dims, window.map());
  }

  private static boolean half(Padding p, int kernel) {
    return 2 * Math.max(Math.max(p.top(), p.bottom()), Math.max(p.left(), p.right())) <= kernel;
  }

  private static boolean even(Padding p) {
    return p.symmetric() && p.top() == p.left();
  }

  /** Pads so that a last window which is not whole counts too; none begins in the padding. */
  private static Padding whole(Padding p, Shape in, Window window) {
    Steps steps = window.steps();
    int rows = more(in.get(1), p.top(), p.bottom(), window.height(), steps.rows());
    int columns = more(in.get(2), p.left(), p.right(), window.width(), steps.columns());
    return new Padding(p.top(), p.left(), p.bottom() + rows, p.right() + columns);
  }

  private static int more(int size, int before, int after, int kernel, int stride) {
    int last = size + before + after - kernel;
    int positions = (last + stride - 1) / stride + 1;
    if ((positions - 1) * stride >= size + before) {
      positions--;
    }
    return Math.max(0, (positions - 1) * stride - last);
  }

  /** Multiplies each mean by the share of its window that counts. */
  private static Flow leftOut(
      Step step, Flow y, Window window, Padding all, Padding counted, Shape in) {
    Shape out = y.shape();
    Steps steps = window.steps();
    Padding p = counted;
    Known own =
        Known.of(
            false,
            new long[] {1, 1, out.get(1), out.get(2)},
            i -> {
              int row = i / out.get(2) * steps.rows() - all.top();
              int column = i % out.get(2) * steps.columns() - all.left();
              int rows = inside(row, window.height(), in.get(1), p.top(), p.bottom());
              int columns = inside(column, window.width(), in.get(2), p.left(), p.right());
              return window.height() * window.width() / (float) (rows * columns);
            });
    return ReadPairs.withOwn(step, step.path() + ":shares", Operation.MULTIPLY, y, own);
  }

  private static int inside(int from, int kernel, int size, int before, int after) {
    return Math.max(1, Math.min(from + kernel, size + after) - Math.max(from, -before));
  }
}
